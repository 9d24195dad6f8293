"""An answer is worked out once per version of the data, reader, view and question.

The key is what was asked and of which store, never a table (hashing a large table by a sample gives stale answers).
Answers are kept as bytes: what a page does with its own copy reaches nobody else.
"""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext

MEEST, BYTES = 600, 256 << 20


class Door:
    """What happens before a question is answered: a screen checks its reader here, and says that it is working."""

    def enter(self) -> None:
        """Stops, or raises, when the reader may no longer ask."""

    def waiting(self) -> AbstractContextManager:
        return nullcontext()


class Memory:
    """Answers by key, the least used forgotten first; shared by all readers, whose scope is in the key."""

    def __init__(self, most: int = MEEST, size: int = BYTES):
        self._most, self._size, self._held = most, size, 0
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable, door: Door):
        """The answer kept under `key`, else the one that `make` gives. A Melding is an answer too, but is not kept."""
        with self._lock:
            if (kept := self._answers.get(key)) is not None:
                self._answers.move_to_end(key)
        if kept is None:
            with door.waiting():
                kept = pickle.dumps(make(), pickle.HIGHEST_PROTOCOL)
            self._keep(key, kept)
        return pickle.loads(kept)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._held = 0

    def _keep(self, key: Hashable, answer: bytes) -> None:
        with self._lock:
            self._held += len(answer) - len(self._answers.get(key, b""))
            self._answers[key] = answer
            while self._answers and (len(self._answers) > self._most or self._held > self._size):
                self._held -= len(self._answers.popitem(last=False)[1])


MEMORY = Memory()
