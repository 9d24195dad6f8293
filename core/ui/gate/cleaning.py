"""What a visitor leaves behind goes a minute after he closed the page: the files he gave hold data of children.

Streamlit lets go of a visit only when the next one ends, and of its files when Python happens to look for rubbish:
measured, a hundred megabytes still stood in memory after five more visits.
"""

import asyncio
import gc

from streamlit import runtime

from core import lifetime

ELKE = 15  # seconds


def freeze() -> None:
    """The code that is loaded before the first visit is never rubbish; looking through it each time costs 80 ms."""
    gc.collect()
    lifetime.keep()


async def tidy() -> None:
    """Runs as long as the server."""
    while True:
        await asyncio.sleep(ELKE)
        if runtime.exists():
            _let_go()


def _let_go() -> None:
    """Ends the visits that can no longer be resumed (server.disconnectedSessionTTL)."""
    voorbij = runtime.get_instance()._session_mgr._session_storage._cache.expire()
    for _, bezoek in voorbij:
        bezoek.session.shutdown()
    if voorbij:
        del voorbij, bezoek
        gc.collect()
