"""How the program starts and ends. What is loaded at the start stays until the end, so Python need not look through it
for rubbish: not while it is being loaded, which took a third of that time, and not at every clean-up later."""

import atexit
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def loading() -> Iterator[None]:
    """Around the first load of the program; a process that has loaded it goes on as it was."""
    if "core.dashboard" in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        keep()


def keep() -> None:
    """All that is in memory now is never looked through again until the program ends. At the end it is: DuckDB tells of
    everything that was not let go, in a page of English under our last word."""
    gc.freeze()
    atexit.unregister(gc.unfreeze)
    atexit.register(gc.unfreeze)


def leave(code: int) -> NoReturn:
    """Ends a command with this exit code. What has to be done at the end is done, but not every object is let go first:
    that took half a second. A command that still has work in hand, or text that cannot be written, ends as Python
    does."""
    if any(not d.daemon for d in threading.enumerate() if d is not threading.main_thread()):
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        for stroom in filter(None, (sys.stdout, sys.stderr)):
            stroom.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)
