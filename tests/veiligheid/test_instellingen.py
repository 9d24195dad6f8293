"""T17: the configuration that ships, option by option. A new option of Streamlit, another default or an edit shows
up here as a difference to look at; then write the table anew with `python -m tests.veiligheid.test_instellingen`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server import WORTEL

TABEL = Path(__file__).with_name("opties.json")
# How `streamlit run app.py` reads it; colours have a test of their own.
LEES = """
import json, os
from streamlit import config
config._main_script_path = os.path.abspath("app.py")
config.get_config_options(force_reparse=True)
print(json.dumps({k: config.get_option(k) for k in sorted(config._config_options) if not k.startswith("theme")
                  and k not in ("server.cookieSecret", "secrets.files")}))
"""
# Whatever the table says: what veiligheid rests on.
MOET = {
    "server.address": "127.0.0.1", "server.headless": True, "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.enableCORS": True, "server.corsAllowedOrigins": [], "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict", "server.enableStaticServing": False, "server.enableAgentApi": False,
    "server.maxUploadSize": 150, "server.maxMessageSize": 50, "server.disconnectedSessionTTL": 60,
    "server.scriptHealthCheckEnabled": False, "server.trustedUserHeaders": {}, "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False, "client.showErrorDetails": "none", "client.allowedOrigins": [],
    "client.toolbarMode": "minimal", "client.disableDataExport": True, "runner.magicEnabled": False,
    "runner.postScriptGC": False, "logger.enableRich": False, "logger.hideWelcomeMessage": True,
    "global.developmentMode": False, "global.e2eTest": False,
}


def read() -> dict:
    schoon = {k: w for k, w in os.environ.items() if not k.startswith("STREAMLIT_")} | {"HOME": "/nergens"}
    opdracht = [sys.executable, "-c", LEES]
    return json.loads(subprocess.run(opdracht, cwd=WORTEL, env=schoon, capture_output=True, check=True).stdout)


def test_the_options_are_those_that_were_looked_at():
    nu, toen = read(), json.loads(TABEL.read_text("utf-8"))
    anders = {k for k in nu.keys() | toen.keys() if nu.get(k, "weg") != toen.get(k, "weg")}
    assert {k: (toen.get(k), nu.get(k)) for k in anders} == {}
    assert {k: nu[k] for k in MOET} == MOET


if __name__ == "__main__":
    TABEL.write_text(json.dumps(read(), indent=1, ensure_ascii=False) + "\n", "utf-8")
