"""Kills programs halfway, with SIGKILL, and tells what they had confirmed.

One process loads the program; for each murder a copy of it (fork) does the work and is killed: after some time, or at
the moment that it touches a file for the nth time. So a murder takes a tenth of a second, and always hits something.
"""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

WORTEL = Path(__file__).parent.parent
_SCHRIJFT = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_GEDOOD = -9


class Moordenaar:
    """As a context: ready to kill."""

    def __enter__(self) -> "Moordenaar":
        self._proces = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.moord"],
            cwd=WORTEL,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_) -> None:
        self._proces.stdin.close()
        self._proces.stdout.close()
        self._proces.wait(30)

    def kill(self, doe: str, *args: str | int | Path, map: Path | None = None, raak: int = 0, na: float = 60.0) -> bool:
        """Does `doe` (a function of this module) and kills it `na` seconds after it began; with `raak`: after it opened
        for writing, moved or removed something in `map` for the nth time. False: it was done before that."""
        vraag = {
            "doe": doe,
            "args": [a if isinstance(a, int) else str(a) for a in args],
            "map": str(map),
            "raak": raak,
            "na": na,
        }
        self._proces.stdin.write(json.dumps(vraag) + "\n")
        self._proces.stdin.flush()
        code = int(self._proces.stdout.readline())
        assert code in (_GEDOOD, 0, 1), f"{doe} ended with {code}"
        return code == _GEDOOD


def confirmed(bestand: Path) -> list[list[str]]:
    """What a program said that it had saved: the words of every whole line."""
    if not bestand.exists():
        return []
    return [r.split() for r in bestand.read_text("utf-8").splitlines(keepends=True) if r.endswith("\n")]


# What is done. Each returns the exit code.


def command(*argumenten: str) -> int:
    """A command of the command line."""
    from core.__main__ import main

    return main(list(argumenten))


def log(pad: str, bevestigd: str) -> int:
    """Lines in the log of use, without end."""
    from core.staat import audit

    while True:
        regel = audit.write(Path(pad), wie="w", rol="r", handeling="gezien", wat="x")
        _confirm(bevestigd, f"regel {regel.nr}")


def save(pad: str, bevestigd: str, keer: int) -> int:
    """Everything that people decide, in turn, without end."""
    import datetime as dt
    from dataclasses import replace

    from core.model.selectie import Selectie
    from core.staat import duiding, keuzes, scenarios, settings, users
    from core.staat.besluiten import Notitie, save_notitie
    from core.staat.herkomst import Herkomst

    plek, nr = Path(pad), 0
    while True:
        nr += 1
        naam = f"{keer}-{nr}"
        scenarios.save(plek, scenarios.Bewaard(naam, "Tafel", dt.datetime(2026, 1, 1), {"lang": "x" * 5000}))
        _confirm(bevestigd, f"scenario {naam}")
        save_notitie(plek, Notitie("ZHZ-01", naam, "Tafel", dt.datetime(2026, 1, 1)))
        _confirm(bevestigd, f"notitie {naam}")
        punt = duiding.Punt("ZHZ-01", Selectie(regio="zhz"), naam, wie="Tafel", op=dt.datetime(2026, 1, 1))
        duiding.save(plek, replace((duiding.versies(plek, 1) or [punt])[-1], verklaring=naam))  # a next version of it
        _confirm(bevestigd, f"punt {naam}")
        keuzes.save(plek, keuzes.Keuze(naam, "doelen", {"regio": "zhz"}, herkomst=Herkomst(f"keer {keer}-{nr // 100}")))
        _confirm(bevestigd, f"keuze {naam}")
        settings.put(plek, "bewaren_maanden", 1 + nr % 200, naam)
        _confirm(bevestigd, f"instelling {naam}")
        users.put(plek, users.Gebruiker("iss", naam, naam, "gast", ("GM0505",), "Tafel"))
        _confirm(bevestigd, f"gebruiker {naam}")


def _confirm(bestand: str, regel: str) -> None:
    los = os.open(bestand, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(los, f"{regel}\n".encode())
    os.close(los)


# The process that is copied.


def _main() -> None:
    from core import dashboard  # noqa: F401  what takes long to load
    from core.staat import scenarios  # noqa: F401
    from core.store import vault  # noqa: F401

    for regel in sys.stdin:
        vraag = json.loads(regel)
        kind = os.fork()
        if kind == 0:
            _work(vraag)
        threading.Timer(0, _kill_after, (kind, vraag["na"])).start()
        status = os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1])
        print(status, flush=True)


def _kill_after(kind: int, seconden: float) -> None:
    """Polls whether it is still there: the number of a process that has ended may be given to another."""
    einde = time.monotonic() + seconden
    while (over := einde - time.monotonic()) > 0:
        time.sleep(min(over, 0.05))
        if not Path(f"/proc/{kind}").exists():
            return
    with suppress(ProcessLookupError):
        os.kill(kind, 9)


def _work(vraag: dict) -> None:
    niets = os.open(os.devnull, os.O_RDWR)
    for los in (0, 1) if os.environ.get("MOORD_ZEGT") else (0, 1, 2):
        os.dup2(niets, los)
    val = _Val(vraag["map"], vraag["raak"]) if vraag["raak"] else None
    try:
        if val:
            sys.addaudithook(val)
        code = globals()[vraag["doe"]](*vraag["args"])
        time.sleep(5 if val and val.raak else 0)  # it was hit in its last moment: that comes
    except BaseException:
        code = 99
    os._exit(code)


class _Val:
    """The trap: dies when something is touched for the nth time, at once or some milliseconds later."""

    def __init__(self, map: str, raak: int):
        self._map, self._nog, self.raak = map, raak, False

    def __call__(self, wat: str, args: tuple) -> None:
        if wat == "open":
            raakt = isinstance(args[2], int) and args[2] & _SCHRIJFT
        else:
            raakt = wat in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.copyfile")
        if not raakt or not any(str(a).startswith(self._map) for a in args[:2]):
            return
        self._nog -= 1
        if self._nog == 0:
            self.raak, wacht = True, os.urandom(1)[0] % 4 / 1000  # 0 to 3 ms
            if wacht:
                threading.Timer(wacht, os.kill, (os.getpid(), 9)).start()
            else:
                os.kill(os.getpid(), 9)


if __name__ == "__main__":
    _main()
