"""Opening: which data, for which reader, shown how."""

from pathlib import Path

from core.model.melding import Melding
from core.views.contract import View
from core.views.exact import ExactView
from core.views.readers import Lezer
from core.views.remember import Door
from core.views.shared import SharedView
from core.views.store import Store, drempels, open_store

WEERGAVEN = ("intern", "delen")


def open_view(lezer: Lezer, weergave: str, *, pad: Path | None = None, door: Door | None = None) -> View:
    """The data at `pad` (without: the user's own, or the example) as this reader may see them, shown as `weergave`:
    intern (exact) or delen (fit to share). Raises Melding for who may not see exact figures."""
    return view_of(open_store(pad, bereik=lezer.bereik), lezer, weergave, door=door)


def view_of(store: Store, lezer: Lezer, weergave: str, *, door: Door | None = None) -> View:
    """The same, for a store that is open already."""
    if weergave not in WEERGAVEN:
        raise Melding(f"De weergave {weergave} bestaat niet: kies uit {' of '.join(WEERGAVEN)}.")
    door = door or Door()
    shared = SharedView(store, drempels(store), door)
    if weergave == "delen":
        return shared
    if not lezer.may_see_exact:
        raise Melding("Exacte cijfers zijn niet voor uw rol: kies Delen, of vraag de beheerder om meer rechten.")
    return ExactView(store, shared, door)
