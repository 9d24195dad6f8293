"""What changed since the delivery before, on the tafelblad: the same figures as on the page, and quickly."""

import datetime as dt
import io
import threading

import pandas as pd
import pypdf
import pytest
from pandas.testing import assert_frame_equal

from core import dashboard
from core.dashboard import make_rapport
from core.model.selectie import Selectie
from core.model.veranderd import NU, TOEN
from core.reports.export import Uitgave
from core.reports.layout import Alinea, Tabel, sections
from core.views import veranderd
from core.views.remember import MEMORY, Door
from tests.views.test_veranderd import HR, KOP, TOEN_RIJEN, deliver, rij, two  # noqa: F401  two deliveries by hand

ZHZ = Selectie(regio="zhz")


def opened(pad, weergave="intern"):
    return dashboard.open_view(dashboard.LOKAAL, weergave, pad=pad)


def chapter(blad) -> tuple[str, list[Tabel]]:
    """The sentences and tables of the chapter Wat veranderde er?"""
    uitgave = Uitgave(
        blad.frame, blad.titel, [], "intern", maten=blad.maten, doelen=blad.doelen, document=blad.document
    )
    (sectie,) = (s for s in sections(uitgave) if s.titel == "Wat veranderde er?")
    zinnen = [z for d in sectie.delen if isinstance(d, Alinea) for z in d.zinnen]
    return " ".join(zinnen), [d for d in sectie.delen if isinstance(d, Tabel)]


def moved_rows(tabellen: list[Tabel]) -> list[list[str]]:
    return [[c.tekst for c in r] for t in tabellen if "Met de vorige levering" in t.kop for r in t.rijen]


def test_a_goal_that_moved_stands_there_with_both_figures(two):  # noqa: F811
    zinnen, tabellen = chapter(make_rapport(opened(two), "tafelblad", HR))
    assert "Van levering 1 (" in zinnen and "een ander cijfer over dezelfde periode" in zinnen
    rijen = {r[0]: r[1:] for r in moved_rows(tabellen)}
    (ots,) = (r for naam, r in rijen.items() if "(HR-01)" in naam)
    assert ots == ["2024", "65", "64"]


def test_quickly_is_what_the_page_says(two):  # noqa: F811
    for weergave in ("intern", "delen"):
        view = opened(two, weergave)
        lang, kort = view.veranderd(HR.with_(per="jaar")), view.veranderd_kort(HR.with_(per="jaar"))
        assert_frame_equal(lang.cijfers, kort.cijfers)
        assert kort.oorzaken.empty and kort.records.empty and (lang.toen, lang.nu) == (kort.toen, kort.nu)


def test_only_the_tables_of_goals_are_laid_beside_each_other_and_the_children_are_the_same(two):  # noqa: F811
    nu = opened(two).store
    toen = veranderd.at_ronde(nu, veranderd.rondes(nu)[1])
    with veranderd.compared(toen, nu) as alles, veranderd.compared(toen, nu, "hr") as nodig:
        geteld = [veranderd.changed_children(v.result(), nu, HR) for v in (alles, nodig)]
    assert geteld[0] == geteld[1] and 15 in geteld[0].values(), "3 corrected, 2 gone, 4 late and 6 new"


@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_a_screen_is_asked_on_its_own_thread_alone(two, weergave):  # noqa: F811
    """What changed is worked out on another core, where Streamlit knows no visitor."""

    class Scherm(Door):
        keren = 0

        def enter(self) -> None:
            assert threading.current_thread() is threading.main_thread()
            self.keren += 1

        def waiting(self):
            assert threading.current_thread() is threading.main_thread()
            return super().waiting()

    MEMORY.clear()
    deur = Scherm()
    view = dashboard.view_of(opened(two).store, dashboard.LOKAAL, weergave, door=deur)
    zinnen, _ = chapter(make_rapport(view, "tafelblad", HR))
    assert "een ander cijfer over dezelfde periode" in zinnen and deur.keren > 1
    MEMORY.clear()


def test_a_table_of_many_rows_is_left_out_by_name_and_the_rest_is_right(tmp_path, monkeypatch):
    """The newest two deliveries are of both tables: of the large one nothing is said, as if it had not changed."""
    store, kop = (
        tmp_path / "store",
        "jeugdige;gemeente;aanbieder;toewijzingnummer;begindatum;einddatum;productcategorie\n",
    )
    dagen = {"van": dt.date(2023, 1, 1), "tm": dt.date(2025, 7, 31), "nummers": "gedeeld"}
    for naam, rijen, hoeveel in (("a", TOEN_RIJEN, 250), ("b", TOEN_RIJEN[:60], 200)):
        map_ = tmp_path / naam
        map_.mkdir()
        regels = "".join(f"{';'.join(r)}\n" for r in rijen).replace("Leiden", "Dordrecht")
        (map_ / "maatregelen.csv").write_text(KOP + regels, "utf-8")
        regels = "".join(f"t{n};Dordrecht;A;{n};01-02-2023;;45\n" for n in range(hoeveel))
        (map_ / "trajecten.csv").write_text(kop + regels, "utf-8")
        dashboard.import_sources(store, [map_], keuzes=dashboard.Keuzes(**dagen))
    heel = opened(store).veranderd_kort(ZHZ)
    monkeypatch.setattr(veranderd, "KORT", 300)
    MEMORY.clear()
    klein = opened(store).veranderd_kort(ZHZ)
    MEMORY.clear()
    assert (heel.zonder, klein.zonder) == ((), ("trajecten",))
    tabellen = {d.id: dashboard.maten()[d.maat].tables for d in dashboard.regios()["zhz"].doelen if d.maat}
    weg = set(heel.cijfers["doel"]) - set(klein.cijfers["doel"])
    assert weg and all("trajecten" in tabellen[d] for d in weg)
    rest = heel.cijfers[~heel.cijfers["doel"].isin(weg)].reset_index(drop=True)
    assert_frame_equal(rest, klein.cijfers)
    assert "ZHZ-02" in dashboard.moved(klein.cijfers)
    zinnen, _ = chapter(make_rapport(opened(store), "tafelblad", ZHZ))
    assert "Niet vergeleken: doelen over trajecten; die staan op de pagina Wat veranderde er?" in zinnen
    MEMORY.clear()


def test_with_one_delivery_it_says_so(tmp_path):
    deliver(tmp_path / "store", tmp_path, "a", TOEN_RIJEN)
    for weergave in ("intern", "delen"):
        zinnen, tabellen = chapter(make_rapport(opened(tmp_path / "store", weergave), "tafelblad", HR))
        assert "Met de vorige levering: er is nog niets om mee te vergelijken" in zinnen and not moved_rows(tabellen)


def test_to_share_a_few_children_do_not_show_by_a_jump(tmp_path):
    store = tmp_path / "store"
    eerst = [rij(i, "01-02-2023") for i in range(12)]
    deliver(store, tmp_path, "a", eerst)
    deliver(store, tmp_path, "b", [*eerst, rij(50, "01-03-2023")])
    blad = make_rapport(opened(store, "delen"), "tafelblad", HR)
    zinnen, tabellen = chapter(blad)
    assert "is het cijfer van toen niet te tonen" in zinnen and not moved_rows(tabellen)
    assert set(blad.frame["deel"].dropna()).isdisjoint({TOEN, NU})
    intern = chapter(make_rapport(opened(store), "tafelblad", HR))[1]
    assert any(r[2:] == ["12", "13"] for r in moved_rows(intern)), "else the lines above prove nothing"


def test_other_children_do_not_make_the_jump_of_one_safe_to_show(tmp_path):
    """One OTS that came late, and twelve measures of probation in a later year, that the goal does not count."""
    store, eerst = tmp_path / "store", [rij(i, "01-02-2023") for i in range(12)]
    deliver(store, tmp_path, "a", eerst)
    anders = [rij(300 + i, f"{1 + i:02d}-03-2025", soort="JR maatregel") for i in range(12)]
    deliver(store, tmp_path, "b", [*eerst, rij(50, "01-03-2023"), *anders])
    cijfers = {w: opened(store, w).veranderd_kort(HR.with_(per="jaar")).cijfers for w in ("delen", "intern")}
    toen = {w: c[c["moment"] == TOEN].set_index("doel")["waarde"] for w, c in cijfers.items()}
    assert toen["intern"]["HR-01"] == 12, "there is such a figure"
    assert pd.isna(toen["delen"]["HR-01"])


def test_to_share_of_one_gemeente_it_is_said_that_it_cannot(two):  # noqa: F811
    zinnen, _ = chapter(make_rapport(opened(two, "delen"), "tafelblad", HR.with_(gemeente=("GM0546",))))
    assert "alleen voor een hele regio" in zinnen


@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_it_fits_on_the_one_page(two, weergave):  # noqa: F811
    inhoud = opened(two, weergave).export("pdf", lambda v: make_rapport(v, "tafelblad", HR))
    lezer = pypdf.PdfReader(io.BytesIO(inhoud))
    assert len(lezer.pages) == 1 and "Van levering 1" in lezer.pages[0].extract_text()
