"""Marked data: every true count is a number that does not come from rounding, so that each can be looked for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from core import dashboard
from core.dashboard import LOKAAL, View, view_of
from core.model.selectie import Selectie
from core.staat.duiding import Punt

# Children with a new OTS, every year as many: a line through rounded figures then gives no exact one by chance.
NIEUW = dict.fromkeys(range(2019, 2026), 1113)
GEMEENTEN, GIS = ("GM0505", "GM0642"), ("GI Noord", "GI Zuid")
KLEIN = "GM0484"  # of another region: a few children, on whom nothing may be said
MATEN = ("jb_stand", "jb_instroom", "jb_uitstroom", "uhp_nieuw", "uhp_stand", "jb_jeugdigen", "ots_stand")


@contextmanager
def marked_store(map_: Path) -> Iterator[None]:
    """A store of one's own in `map_`, with the state of the app beside it."""
    regels = ["jeugdige;gemeente;gi;type;begindatum;einddatum;reden_einde"]
    plaatsingen = ["jeugdige;gemeente;gi;verblijfsvorm;begindatum;einddatum"]
    kosten = ["gemeente;jeugdige;verwijzer;productcategorie;periode_begin;periode_einde;bedrag"]
    for jaar, aantal in NIEUW.items():
        for nr in range(aantal):
            wie, waar, gi = f"K{jaar}{nr:04d}", GEMEENTEN[nr % 3 == 0], GIS[nr % 7 < 2]
            einde = f"{jaar + 1}-03-{1 + nr % 28:02d}" if nr % 4 else ""
            regels.append(f"{wie};{waar};{gi};11;{jaar}-02-{1 + nr % 28:02d};{einde};{'02' if einde else ''}")
            if nr % 47:
                plaatsingen.append(f"{wie};{waar};{gi};11;{jaar}-03-01;{einde if nr % 3 else ''}")
            kosten.append(f"{waar};{wie};04;48;{jaar}-03-01;{jaar}-03-31;1234,56")
        regels.append(f"P{jaar};{KLEIN};GI Noord;11;{jaar}-02-01;{jaar}-12-01;02")
    regels.append("X1;GM0505;GI Noord;11;2020-02-30;;")  # rejected: one finding
    gevraagd = ["doel;periode_begin;periode_einde;teller"]
    gevraagd += [f"RAAD-01;{jaar}-01-01;{jaar}-12-31;{aantal}" for jaar, aantal in NIEUW.items()]
    bestanden = {"maatregelen": regels, "plaatsingen": plaatsingen, "declaraties": kosten, "opvragen": gevraagd}
    for naam, rijen in bestanden.items():
        (map_ / f"{naam}.csv").write_text("\n".join(rijen), "utf-8")
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map_ / "eigen"))
        dashboard.import_sources(
            None, [map_ / f"{naam}.csv" for naam in bestanden], van=date(2019, 1, 1), tm=date(2025, 12, 31)
        )
        cbs = ["gebied;onderwerp;periode_begin;periode_einde;aantal"]
        cbs += [f"Zuid-Holland Zuid;ots_begonnen;{jaar}-01-01;{jaar}-12-31;1120" for jaar in NIEUW]
        (map_ / "cbs.csv").write_text("\n".join(cbs), "utf-8")  # what the CBS would make of it
        dashboard.import_sources(None, [map_ / "cbs.csv"])
        store = dashboard.open_store()
        dashboard.save_notitie(
            view_of(store, LOKAAL, "intern"),
            dashboard.Notitie("ZHZ-01", "een notitie", "beleid", datetime(2026, 1, 2, 3, 4)),
            lezer=LOKAAL,
        )
        punt = Punt(
            "ZHZ-02", Selectie(regio="zhz"), f"er zijn er {NIEUW[2025]}", eigenaar=f"team {NIEUW[2025]}", wie="x"
        )
        dashboard.save_punt(view_of(store, LOKAAL, "intern"), punt, lezer=LOKAAL)
        yield


def numbers(tekst: str) -> set[str]:
    """Whole numbers of three digits and more as written: 1.234 and 1234 are the same."""
    vorm = r"(?<![\d.,#&x-])\d{1,3}(?:\.\d{3})+(?![\d.])|(?<![\d.,#&x-])\d{3,}(?![\d,.])"
    return {n.replace(".", "") for n in re.findall(vorm, tekst)}


def true_counts(view: View) -> set[str]:
    """The true counts of the maten that the pages show, those that no rounding gives (and that are no year; a small
    one could be a quarter of a rounded one)."""
    gevonden: set[str] = set()
    for maat in MATEN:
        for splits in ((), ("gi",), ("gemeente",)):
            reeks = view.reeks(maat, Selectie(regio="zhz", splits=splits))
            gevonden |= {str(int(w)) for w in reeks["waarde"].dropna() if w >= 1000 and w % 5 and not 1990 <= w <= 2050}
    klassen = view.duurverdeling("ots_duur_gemiddeld", Selectie(regio="zhz"))["aantal"].dropna()
    gevonden |= {str(int(w)) for w in klassen if w >= 100 and w % 5}
    aantallen = view.leveringen()[["gelezen", "geaccepteerd"]].to_numpy().ravel()
    return gevonden | {str(int(n)) for n in aantallen if n % 5}
