"""How the program starts and ends: nothing is lost, and the last word on screen is ours."""

import signal
import subprocess
import sys
import time

import pytest

from tests.server import WORTEL, serve


def _python(code: str, **meer) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], cwd=WORTEL, capture_output=True, text=True, timeout=120, **meer)


def test_a_command_does_what_has_to_be_done_at_its_end(tmp_path):
    gedaan = _python(
        "import atexit, sys, tempfile\n"
        "from core.lifetime import leave\n"
        f"map = tempfile.TemporaryDirectory(dir={str(tmp_path)!r})\n"
        "atexit.register(print, 'opgeruimd')\n"
        "print('klaar', end=' '); print('gezegd', end='', file=sys.stderr)\n"
        "leave(3)"
    )
    assert (gedaan.returncode, gedaan.stdout, gedaan.stderr) == (3, "klaar opgeruimd\n", "gezegd")
    assert not list(tmp_path.iterdir()), "a temporary folder is left behind"


def test_a_command_with_work_in_hand_waits_for_it():
    gedaan = _python(
        "import threading, time\n"
        "from core.lifetime import leave\n"
        "threading.Thread(target=lambda: (time.sleep(0.3), print('af'))).start()\n"
        "leave(0)"
    )
    assert (gedaan.returncode, gedaan.stdout) == (0, "af\n")


def test_what_was_loaded_is_let_go_without_a_word():
    """DuckDB names every object of it that is still there when the program ends."""
    gedaan = _python(
        "from core.lifetime import loading\n"
        "with loading():\n"
        "    from core import dashboard\n"
        "import gc; print(gc.get_freeze_count() > 1000, gc.isenabled())\n"
        "import duckdb; duckdb.sql('select 1').fetchall()"
    )
    assert (gedaan.returncode, gedaan.stdout, gedaan.stderr) == (0, "True True\n", "")


def test_loading_once_more_changes_nothing():
    gedaan = _python(
        "import gc\n"
        "import core.dashboard\n"
        "from core.lifetime import loading\n"
        "with loading():\n"
        "    print(gc.isenabled(), gc.get_freeze_count())"
    )
    assert gedaan.stdout == "True 0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a signal as Ctrl+C gives it")
def test_the_last_word_of_the_dashboard_is_that_it_is_closed(tmp_path):
    with serve(tmp_path / "eigen", tmp_path / "log.txt") as server:
        time.sleep(1)  # it opens the data
        server.proces.send_signal(signal.SIGINT)
        server.proces.wait(30)
    assert server.gelogd().rstrip().endswith("Het dashboard is afgesloten.")
