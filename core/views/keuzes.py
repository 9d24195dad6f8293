"""Saved choices of a reader: his own, and never more than he may see. They are checked when they are opened."""

import datetime as dt
from collections.abc import Mapping

from core.staat import keuzes as _keuzes
from core.staat.herkomst import Herkomst
from core.staat.keuzes import Keuze
from core.views.contract import View
from core.views.readers import Lezer
from core.views.store import staatmap


def keuzes(view: View, lezer: Lezer) -> list[Keuze]:
    """What this reader saved, by name."""
    return _keuzes.keuzes(staatmap(view.store), lezer.wie)


def save_keuze(view: View, naam: str, pagina: str, velden: Mapping[str, str | list[str]], *, lezer: Lezer) -> None:
    """Keeps a page with the values of its address. Raises Melding; then nothing was kept."""
    herkomst = Herkomst(lezer.wie, lezer.bereik, not view.weergave.beschermd)
    _keuzes.save(staatmap(view.store), Keuze(naam, pagina, dict(velden), dt.datetime.now(), herkomst))


def rename_keuze(view: View, oud: str, nieuw: str, *, lezer: Lezer) -> None:
    """Raises Melding when the name is taken, or there is none by the old one."""
    _keuzes.rename(staatmap(view.store), lezer.wie, oud, nieuw)


def remove_keuze(view: View, naam: str, *, lezer: Lezer) -> None:
    """Raises Melding when this reader has none by that name."""
    _keuzes.remove(staatmap(view.store), lezer.wie, naam)
