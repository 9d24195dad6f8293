"""How figures are shown: exact, or as they may be shared. The words for what is not there belong to it, so that a
chart or a table need not know which of the two it draws."""

from dataclasses import dataclass

from core.model.oordeel import VERBORGEN


@dataclass(frozen=True)
class Drempels:
    """From how many a figure is shown, and to what counts are rounded. `marge`: how many other values a hidden cell
    must keep beside its own; `grootste`: the share of an amount that one child may have; `dagen` and `raster`: to how
    many days a median is rounded, and the steps of a survival curve."""

    aantal: int = 10
    afronding: int = 5
    aandeel: int = 30
    gemiddelde: int = 10
    mediaan: int = 20
    splitsingen: int = 2
    marge: int = 3
    grootste: float = 0.5
    dagen: int = 5
    raster: int = 30


@dataclass(frozen=True)
class Weergave:
    """`naam`: intern or delen. `leeg`: what is said where a figure is not there, `cel` the same in a cell of a table.
    `doorlopend`: of a curve every day is known, not only some. `fijn`: the step to which a share is written.
    `decimalen`: of a share in percents, in a row of details. `soort`: what stands on everything that leaves; `stempel`
    the same in one or two words; `waarom_leeg`: why a chart has no figure at all (what to do
    is said where it is drawn); `bij_watals`,
    `bij_bedrag`, `bij_duur`, `bij_weglating`: what is said beside a scenario, a price, durations side by side and what
    does not count; `doelstap`,
    `procentstap`: the steps of a target of one's own, 0 for any."""

    naam: str
    leeg: str
    cel: str
    doorlopend: bool
    fijn: float
    decimalen: int
    soort: str
    stempel: str
    waarom_leeg: str
    bij_watals: str = ""
    bij_bedrag: str = ""
    bij_duur: str = ""
    bij_weglating: str = ""
    doelstap: int = 0
    procentstap: int = 0
    drempels: Drempels | None = None

    @property
    def beschermd(self) -> bool:
        """Whether every figure may be shared."""
        return self.drempels is not None

    def keeps_from(self, vorige: str | None) -> bool:
        """Whether what was filled in beside figures of the view `vorige` may stay: not what stood beside exact ones."""
        return vorige in (None, self.naam) or not self.beschermd


INTERN = Weergave(
    naam="intern",
    leeg="geen gegevens",
    cel="",
    doorlopend=True,
    fijn=0.01,
    decimalen=1,
    soort="intern: exacte aantallen, niet delen buiten de organisatie",
    stempel="intern",
    waarom_leeg="Bij deze keuze zijn er geen cijfers.",
)


def delen(drempels: Drempels = Drempels()) -> Weergave:
    """Figures that may be shared, by these thresholds."""
    return Weergave(
        naam="delen",
        leeg=VERBORGEN,
        cel="verborgen",
        doorlopend=False,
        fijn=0.05,
        decimalen=0,
        soort=(
            f"om te delen: aantallen afgerond op {drempels.afronding}, bedragen en etmalen grover; aantallen onder de "
            f"{drempels.aantal}, en wat die zou verraden, staan er niet. Een verschil of oordeel kan daardoor "
            "anders zijn dan op de exacte cijfers"
        ),
        stempel="om te delen",
        waarom_leeg="Het gaat om te weinig kinderen om te mogen tonen.",
        bij_watals=(
            "Om te delen: hier wordt gerekend met aantallen zoals Delen ze toont, en met kinderen die uit de hele "
            "regio zijn getrokken. Doelen en uitkomsten gaan in tienen, bedragen in honderden. Intern is preciezer."
        ),
        bij_bedrag="Om te delen wordt een bedrag afgerond op 100 euro.",
        bij_weglating=", van de hele regio",
        bij_duur="Om te delen gaat dit over alle jaren samen, en is ook de toets op afgeronde aantallen gedaan.",
        doelstap=10,
        procentstap=5,
        drempels=drempels,
    )
