"""T17: the configuration that ships, option by option. A new option of Streamlit, another default or an edit shows
up here as a difference to look at; then write the table anew with `python -m tests.veiligheid.test_instellingen`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server import WORTEL

TABEL = Path(__file__).with_name("opties.json")
# How `streamlit run app.py` reads it. Of the theme only the names: its colours have a test of their own.
LEES = """
import json, os
from streamlit import config
config._main_script_path = os.path.abspath("app.py")
config.get_config_options(force_reparse=True)
namen = sorted(config._config_options)
print(json.dumps({k: config.get_option(k) for k in namen if not k.startswith("theme")
                  and k not in ("server.cookieSecret", "secrets.files")}
                 | {"theme": [k for k in namen if k.startswith("theme")], "theme met een adres":
                    [k for k in namen if k.startswith("theme") and "//" in str(config.get_option(k))]}))
"""
# Whatever the table says: what veiligheid rests on.
MOET = {
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.maxUploadSize": 300,
    "server.maxMessageSize": 50,
    "server.disconnectedSessionTTL": 60,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.allowedOrigins": [],
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "global.developmentMode": False,
    "global.e2eTest": False,
    "theme met een adres": [],
}


def read() -> dict:
    schoon = {k: w for k, w in os.environ.items() if not k.startswith("STREAMLIT_")} | {"HOME": "/nergens"}
    opdracht = [sys.executable, "-c", LEES]
    return json.loads(subprocess.run(opdracht, cwd=WORTEL, env=schoon, capture_output=True, check=True).stdout)


def test_the_options_are_those_that_were_looked_at():
    nu, toen = read(), json.loads(TABEL.read_text("utf-8"))
    assert differences(nu, toen) == {}
    assert {k: nu[k] for k in MOET} == MOET


def test_a_new_option_another_default_and_one_that_went_are_seen():
    nu = read()
    for anders in (
        nu | {"server.nieuw": None},
        nu | {"server.address": "0.0.0.0"},
        nu | {"theme": nu["theme"][1:]},
        {k: w for k, w in nu.items() if k != "server.address"},
    ):
        assert len(differences(nu, anders)) == len(differences(anders, nu)) == 1


def differences(nu: dict, toen: dict) -> dict:
    return {
        k: (toen.get(k, "weg"), nu.get(k, "weg"))
        for k in nu.keys() | toen.keys()
        if nu.get(k, "weg") != toen.get(k, "weg")
    }


if __name__ == "__main__":
    TABEL.write_text(json.dumps(read(), indent=1, ensure_ascii=False) + "\n", "utf-8")
