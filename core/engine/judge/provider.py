"""A goal of all together has no verdict of one provider: its figure stands there, and why there is no verdict."""

from core.model import wording
from core.model.doel import Doel
from core.model.oordeel import Oordeel, Uitkomst
from core.model.selectie import Selectie

_KOLOMMEN = ("gi", "aanbieder")


def is_unscored(doel: Doel, selectie: Selectie) -> bool:
    """Whether the figures are of chosen providers, or of each, while the goal may not be scored per provider."""
    return not doel.per_aanbieder and any(selectie.filter(k) or k in selectie.splits for k in _KOLOMMEN)


def without_verdict(uitkomst: Uitkomst, eenheid: str) -> Uitkomst:
    """The same figure without baseline, path, target and verdict. What has no figure keeps its reason."""
    u = uitkomst
    if u.waarde is None or u.oordeel in (Oordeel.ALLEEN_RICHTING, Oordeel.DOEL_OPEN):
        return u
    cijfer = f"Het cijfer van {wording.periode(u.periode)} is {wording.with_eenheid(u.waarde, eenheid)}"
    uitleg = f"{cijfer}; dit doel is van allen samen en krijgt daarom geen oordeel per GI of aanbieder."
    return Uitkomst(
        Oordeel.ALLEEN_RICHTING,
        periode=u.periode,
        dag=u.dag,
        waarde=u.waarde,
        laag=u.laag,
        hoog=u.hoog,
        helling=u.helling,
        helling_laag=u.helling_laag,
        helling_hoog=u.helling_hoog,
        zekerheid=u.zekerheid,
        uitleg=uitleg,
    )
