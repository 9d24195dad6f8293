"""Small tables in the shape the dashboard gives, for the tests of charts."""

from datetime import date

import pandas as pd

from core.model.doel import Reeksbreuk
from core.model.oordeel import Oordeel, Uitkomst

BREUK = Reeksbreuk(datum=date(2022, 1, 1), label="Nieuw woonplaatsbeginsel", uitleg="Ander adres telt.")
PAD = Uitkomst(
    Oordeel.OP_KOERS,
    periode="2024",
    dag=date(2024, 12, 31),
    waarde=431.0,
    laag=391.0,
    hoog=474.0,
    basis=520.0,
    basisdag=date(2022, 1, 1),
    doelwaarde=416.0,
    doeldag=date(2025, 12, 31),
    padwaarde=442.0,
    uitleg="Op koers.",
)


def reeks(waarden, eerste: int = 2019, marge: float | None = 40.0, voorlopig: int | None = None, **kolommen):
    """A stock per year; None is a period that cannot be measured yet."""
    rijen = [
        {
            "periode": str(jaar),
            "van": date(jaar, 1, 1),
            "tot": date(jaar, 12, 31),
            "peildatum": date(jaar, 12, 31),
            "teller": w,
            "noemer": None,
            "waarde": w,
            "n": w,
            "laag": None if w is None or marge is None else w - marge,
            "hoog": None if w is None or marge is None else w + marge,
            "voorlopig": jaar == voorlopig,
            "reden": "" if w is not None else "nog niet meetbaar",
            **kolommen,
        }
        for jaar, w in enumerate(waarden, eerste)
    ]
    return pd.DataFrame(rijen)


def delen(kolom: str, cijfers: dict[str, tuple[float, float | None]], jaar: int = 2024) -> pd.DataFrame:
    """One period, a row per part: name -> (teller, noemer)."""
    return pd.concat(
        [
            reeks([t if n is None else t / n], jaar, **{kolom: naam}).assign(teller=t, noemer=n)
            for naam, (t, n) in cijfers.items()
        ],
        ignore_index=True,
    )


def laag(grafiek, naam: str) -> dict:
    """The layer with this name; fails when it is not drawn."""
    gevonden = [x for x in grafiek.spec["layer"] if x.get("name") == naam]
    assert len(gevonden) == 1, f"{naam}: {[x.get('name') for x in grafiek.spec['layer']]}"
    return gevonden[0]


def heeft(grafiek, naam: str) -> bool:
    return any(x.get("name") == naam for x in grafiek.spec["layer"])
