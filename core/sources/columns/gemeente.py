"""The responsible gemeente, as its GM code."""

from core.sources.codelijsten import look_up_gemeente
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> GM code. An unknown one is K105, also where the column is optional: without a
    gemeente the row would count for another area. One that was merged is read as its successor (K307, told
    once)."""
    gelezen = Gelezen([None] * len(teksten))
    for plaats, tekst in enumerate(teksten):
        code, vroeger = look_up_gemeente(tekst) if len(tekst) <= LANGSTE else (None, False)
        gelezen.waarden[plaats] = code
        if code is None:
            gelezen.gebreken[plaats] = "K105"
        elif vroeger:
            gelezen.report("K307", plaats)
    return gelezen
