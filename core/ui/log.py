"""Logs without data: what happened and where, never what stood in the data.

An exception of DuckDB, pandas or SQLAlchemy may quote the row it fell over. So every record of every logger loses
what looks like a BSN or a path, and an exception becomes its kind and the lines of the program it passed.
"""

import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

WORTEL = Path(__file__).parents[2]
# A BSN has nine digits; programs drop the leading zero, people put dots or spaces between. Dates go as well.
_NUMMER = re.compile(r"\d(?:[ .-]?\d){7,}")
_PAD = re.compile(r"""(?:[A-Za-z]:\\|\\\\|(?<![\w:/.])/)(?:[^\s"'<>|*?:/\\]+[/\\])+[^\s"'<>|*?:,;)]*""")
_gewoon = logging.getLogRecordFactory()


def redact(tekst: str) -> str:
    """Text without anything that looks like a BSN, a date of birth or a path."""
    return _NUMMER.sub("[nummer]", _PAD.sub("[pad]", tekst))


def where(fout: BaseException) -> str:
    """Kind of error and the program lines it passed, the innermost last. Not its text: that may hold data."""
    stappen = traceback.extract_tb(fout.__traceback__)
    eigen = [s for s in stappen if _is_own(s.filename)] or stappen[-1:]
    plekken = " > ".join(f"{_short(s.filename)}:{s.lineno} {s.name}" for s in eigen[-6:])
    return f"{type(fout).__name__}{f' in {plekken}' if plekken else ''}"


def install() -> None:
    """For every logger of this process, and for errors that nobody catches."""
    logging.setLogRecordFactory(_record)
    logging.captureWarnings(True)
    if not logging.getLogger().handlers:
        naar_scherm = logging.StreamHandler()
        naar_scherm.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(naar_scherm)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _record(*args, **kwargs) -> logging.LogRecord:
    record = _gewoon(*args, **kwargs)
    try:
        tekst = record.getMessage()
    except (TypeError, ValueError):  # a log call with the wrong number of arguments
        tekst = str(record.msg)
    record.msg, record.args = redact(tekst), ()
    if record.exc_info and isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        record.msg += f" [{where(record.exc_info[1])}]"
    record.exc_info = record.exc_text = record.stack_info = None
    return record


def _uncaught(soort: type[BaseException], fout: BaseException | None, _spoor: TracebackType | None) -> None:
    if fout is not None and not issubclass(soort, KeyboardInterrupt | SystemExit):
        logging.getLogger(__name__).error("Onverwachte fout", exc_info=fout)


def _is_own(bestand: str) -> bool:
    pad = Path(bestand)
    return pad.is_relative_to(WORTEL) and not {"site-packages", ".venv"} & set(pad.parts)


def _short(bestand: str) -> str:
    pad = Path(bestand)
    return pad.relative_to(WORTEL).as_posix() if _is_own(bestand) else pad.name
