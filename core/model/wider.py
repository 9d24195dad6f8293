"""What somebody who sees no figure may still open: never what is open already."""

from core.model import wording
from core.model.selectie import PER, Selectie

OPENEN = ("gemeente", "gi", "segment", "jaren", "per")  # the filters that can be opened


def wider(selectie: Selectie, hidden: bool, filters: tuple[str, ...] = OPENEN) -> str:
    """ "alle gemeenten of een langere tijdseenheid"; "" when all is open. `hidden`: there are figures, of too few
    children to show; otherwise there are none, and a shorter unit of time may hold a period that is whole. `filters`:
    those the reader has before him."""
    kan = [wording.alle([k]) for k in filters if selectie.filter(k)]
    if "jaren" in filters and (selectie.van or selectie.tot):
        kan.append("meer jaren")
    if "per" in filters and selectie.per != (PER[0] if hidden else PER[-1]):
        kan.append(f"een {'langere' if hidden else 'kortere'} tijdseenheid")
    return wording.opsomming(kan, "of")
