"""A delivery that is being loaded: read once, with every answer that was given so far. No answer goes because another
one comes."""

import datetime as dt
from dataclasses import dataclass, field, replace

import streamlit as st

from core import dashboard
from core.model.melding import Melding

_SLEUTEL, _NUMMER = "lading", "lading_nr"


@dataclass
class Lading:
    """`merk`: what it was read from; `gelezen`: what `dashboard.read` gave. The answers are those of Keuzes.
    `naam`: under which they are kept, once somebody chose it; `nr`: of this delivery in the session."""

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
    versie: str = ""
    vorm: str | None = None
    nr: int = 0
    _onthouden: dict = field(default_factory=dict)

    @property
    def keuzes(self) -> dashboard.Keuzes:
        return dashboard.Keuzes(
            leverancier=self.leverancier,
            van=self.van,
            tm=self.tm,
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
        return self._remember("voorstel", lambda: dashboard.examine(None, self.gelezen, self.keuzes))

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


def start(merk: tuple, gelezen: list, vorm: str | None) -> Lading:
    """A delivery of this choice. When the choice before is still in it (a file more, another form) what was answered
    stays answered; else it begins without an answer, on the screen too."""
    nu = current()
    if nu is not None and set(nu.merk[0]) <= set(merk[0]) and nu.merk[1] == merk[1]:
        lading = replace(nu, merk=merk, gelezen=gelezen, vorm=vorm, _onthouden={})
    else:
        nr = st.session_state[_NUMMER] = st.session_state.get(_NUMMER, -1) + 1
        lading = Lading(merk, gelezen, vorm=vorm, nr=nr)
    keep(lading)
    return lading


def key(naam: str) -> str:
    """The key of a widget about the current delivery: what was filled in for another one is not shown here."""
    nu = current()
    return f"{naam}-{nu.nr}" if nu is not None and nu.nr else naam


def current() -> Lading | None:
    return st.session_state.get(_SLEUTEL)


def keep(lading: Lading | None) -> None:
    """The delivery of this session; None lets go of what was read."""
    if lading is None:
        st.session_state.pop(_SLEUTEL, None)
    else:
        st.session_state[_SLEUTEL] = lading
