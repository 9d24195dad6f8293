"""A delivery that is being loaded: read once, with every answer that was given so far. No answer goes because another
one comes."""

import datetime as dt
from dataclasses import dataclass, field

import streamlit as st

from core import dashboard
from core.model.melding import Melding

_SLEUTEL = "lading"


@dataclass
class Lading:
    """`merk`: what it was read from; `gelezen`: what `dashboard.read` gave. The answers are those of Keuzes.
    `naam`: under which they are kept, once somebody chose it; `peildatum`: the day the file names as its own, used
    unless `tm` is given."""

    merk: tuple
    gelezen: list
    antwoorden: dict = field(default_factory=dict)
    per_tabel: dict[str, dict[str, str]] = field(default_factory=dict)
    laat_staan: frozenset[str] = frozenset()
    herstel: frozenset[str] = frozenset()
    namen: str | None = None
    leverancier: str | None = None
    van: dt.date | None = None
    tm: dt.date | None = None
    vervangt: bool | None = None
    naam: str = ""
    peildatum: dt.date | None = None
    versie: str = ""
    vorm: str | None = None
    _onthouden: dict = field(default_factory=dict)

    @property
    def keuzes(self) -> dashboard.Keuzes:
        return dashboard.Keuzes(
            leverancier=self.leverancier,
            van=self.van,
            tm=self.tm or self.peildatum,
            antwoorden=dict(self.antwoorden),
            per_tabel={t: dict(k) for t, k in self.per_tabel.items()},
            laat_staan=self.laat_staan,
            herstel=self.herstel,
            namen=self.namen,
            vervangt=self.vervangt,
            vorm=self.vorm,
        )

    @property
    def answered(self) -> bool:
        """Somebody said something that the next delivery need not be asked."""
        return bool(self.antwoorden or self.per_tabel or self.laat_staan or self.herstel or self.namen)

    def examine(self) -> dashboard.Voorstel:
        """What it is taken for with these answers. Raises Melding."""
        voorstel = self._remember("voorstel", lambda: dashboard.examine(None, self.gelezen, self.keuzes))
        if (dag := voorstel.peildatum) and dag != self.peildatum and dag <= dt.date.today():
            self.peildatum = dag
            return self.examine()
        return voorstel

    def compare(self, voortgang) -> "dashboard.Gevolg":
        """What loading it would do. Raises Melding."""
        return self._remember(
            "gevolg", lambda: dashboard.compare_levering(None, self.gelezen, self.keuzes, voortgang=voortgang)
        )

    def compared(self) -> bool:
        return self._onthouden.get("gevolg", ("",))[0] == self._stand()

    def _stand(self) -> str:
        return repr((self.keuzes, self.versie))

    def _remember(self, wat: str, maak):
        """Worked out once for these answers, a refusal too."""
        stand = self._stand()
        if self._onthouden.get(wat, ("",))[0] != stand:
            try:
                self._onthouden[wat] = (stand, maak())
            except Melding as melding:
                self._onthouden[wat] = (stand, melding)
        uit = self._onthouden[wat][1]
        if isinstance(uit, Melding):
            raise uit
        return uit


def current() -> Lading | None:
    return st.session_state.get(_SLEUTEL)


def keep(lading: Lading | None) -> None:
    """The delivery of this session; None lets go of what was read."""
    if lading is None:
        st.session_state.pop(_SLEUTEL, None)
    else:
        st.session_state[_SLEUTEL] = lading
