"""Points beside their figures: asked again each quarter, exact for whom may see that, and never less than was kept."""

import datetime as dt
from dataclasses import replace

import pytest

from core import dashboard
from core.dashboard import Lezer
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.staat import audit, duiding
from core.store import keep
from tests.veiligheid.test_eigendom import ANALIST, BAAS, DORDT, GAST, ZWIJN, view

ZHZ = Selectie(regio="zhz")
WOORDEN = "er zijn er nu 8"


def maatregelen(map_, aantal: int, tot: str = "", extra: int = 0) -> None:
    """A file with `aantal` measures in Dordrecht from 2022, of which `extra` end in 2024."""
    rijen = [f"K{n};GM0505;GI Noord;11;2022-0{1 + n % 9}-01;{'2024-05-01' if n < extra else ''}" for n in range(aantal)]
    rijen += [f"Z{n};GM0642;GI Noord;11;2022-0{1 + n % 9}-01;" for n in range(30)]
    (map_ / "maatregelen.csv").write_text(
        "\n".join(["jeugdige;gemeente;gi;type;begindatum;einddatum", *rijen]), "utf-8"
    )


def load(map_, tm: dt.date) -> None:
    dashboard.import_sources(None, [map_ / "maatregelen.csv"], van=dt.date(2022, 1, 1), tm=tm, vervangt=True)


@pytest.fixture
def ons(tmp_path, monkeypatch):
    """A store with data to the end of 2023."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    maatregelen(tmp_path, 63)
    load(tmp_path, dt.date(2023, 12, 31))
    return tmp_path


def make(lezer: Lezer = BAAS, selectie: Selectie = ZHZ, doel: str = "ZHZ-02", *, delen: bool = False, **velden):
    kijk = view(lezer, delen)
    velden = {"verklaring": WOORDEN, "eigenaar": "regisseur", "wie": "Tafel"} | velden
    return dashboard.save_punt(kijk, replace(dashboard.new_punt(kijk, selectie, doel), **velden), lezer=lezer)


def test_next_quarter_a_point_is_there_with_then_and_now(ons):
    punt = make(selectie=ZHZ.with_(gemeente=("GM0505",)))
    s = dashboard.sindsdien(view(BAAS), punt)
    assert (s.toen["waarde"], s.nu["waarde"], s.gedeeld) == (63, 63, None)
    maatregelen(ons, 63, extra=20)
    load(ons, dt.date(2024, 12, 31))
    (punt,) = dashboard.duiding(view(BAAS), "zhz")
    s = dashboard.sindsdien(view(BAAS), punt)
    assert (s.toen["waarde"], s.nu["waarde"], s.gedeeld) == (63, 43, None)
    s = dashboard.sindsdien(view(BAAS, delen=True), punt)
    assert (s.toen["waarde"], s.nu["waarde"]) == (65, 45), "the same question of the view to share"


def test_a_figure_that_was_corrected_since_is_said_when_it_may_be_shown(ons):
    punt = make(selectie=ZHZ.with_(gemeente=("GM0505",)))
    assert punt.toen.gedeeld["waarde"] == 65 and 63 not in punt.toen.gedeeld.values(), "no exact figure is kept"
    maatregelen(ons, 81)
    load(ons, dt.date(2024, 12, 31))
    for delen, toen in ((False, 81), (True, 80)):
        s = dashboard.sindsdien(view(BAAS, delen), punt)
        assert (s.toen["waarde"], s.gedeeld) == (toen, 65)
    klein = replace(punt, toen=replace(punt.toen, gedeeld={"waarde": 7.0, "n": 7.0}))
    assert dashboard.sindsdien(view(BAAS), klein).gedeeld is None, "the guard of now decides"


def test_in_delen_no_word_of_a_point_that_was_written_beside_exact_figures(ons):
    make(klaar=dt.date(2020, 1, 1), les="les 8", fase="herkend", wie="tafel 8", eigenaar="team 8")
    make(verklaring="in Delen geschreven", delen=True)
    exact, delen = dashboard.duiding(view(BAAS), "zhz"), dashboard.duiding(view(BAAS, delen=True), "zhz")
    assert [p.verklaring for p in exact] == [WOORDEN, "in Delen geschreven"], "overdue first"
    intern, gedeeld = delen
    assert (intern.verklaring, intern.les, intern.eigenaar, intern.leesbaar) == ("", "", "", False)
    assert (intern.doel, intern.status, intern.klaar, intern.fase) == ("ZHZ-02", "open", dt.date(2020, 1, 1), "herkend")
    assert gedeeld.verklaring == "in Delen geschreven" and gedeeld.eigenaar == "regisseur"
    assert (replace(intern, wie="tafel 8").without_words().wie, intern.wie) == ("", "De beheerder")
    with pytest.raises(Melding, match="kies links Intern"):
        dashboard.save_punt(view(BAAS, delen=True), replace(intern, status="klaar"), lezer=BAAS)
    gewijzigd = dashboard.save_punt(view(BAAS), replace(exact[1], verklaring="nu 8"), lezer=BAAS)
    assert gewijzigd.herkomst.intern and not dashboard.duiding(view(BAAS, delen=True), "zhz")[1].leesbaar


def test_what_is_taken_along_to_share_has_no_word_either(ons):
    make()
    for kind in ("csv", "xlsx"):
        maak = lambda v: dashboard.duiding_blad(v, ZHZ)  # noqa: E731
        gedeeld, intern = (view(BAAS, delen).export(kind, maak) for delen in (True, False))
        assert WOORDEN.encode() not in gedeeld
        assert kind == "xlsx" or (WOORDEN.encode() in intern and b"ZHZ-02" in gedeeld)
    assert list(dashboard.duiding_blad(view(BAAS), ZHZ).frame["verklaring"]) == [WOORDEN]
    assert list(dashboard.duiding_blad(view(BAAS, delen=True), ZHZ).frame["verklaring"]) == [""]


def test_a_point_is_seen_by_who_sees_all_its_gemeenten_and_written_by_who_sees_exact_figures(ons):
    regio, dordt = make(ANALIST), make(ANALIST, ZHZ.with_(gemeente=("GM0505",)))
    nrs = {regio.nr, dordt.nr}

    def seen(lezer) -> set[int]:
        return {p.nr for p in dashboard.duiding(view(lezer), "zhz")}

    assert seen(BAAS) == seen(ANALIST) == nrs and seen(DORDT) == {dordt.nr} and seen(ZWIJN) == set()
    assert [p.leesbaar for p in dashboard.duiding(view(GAST), "zhz")] == [False], "a guest sees only what may be shared"
    kijk = view(GAST)
    with pytest.raises(Melding, match="alleen wie exacte cijfers mag zien"):
        dashboard.save_punt(kijk, replace(dashboard.new_punt(kijk, ZHZ, "ZHZ-02"), verklaring="x"), lezer=GAST)
    with pytest.raises(Melding, match="kies links Intern"):  # not his: he does not see that it exists
        dashboard.save_punt(view(ZWIJN), replace(dordt, status="klaar"), lezer=ZWIJN)
    na = dashboard.save_punt(view(ANALIST), replace(dordt, status="loopt", wie="een ander"), lezer=ANALIST)
    assert na.wie == "De analist" and seen(DORDT) == {dordt.nr}, "under the name of who is logged in"
    assert [p.status for p in dashboard.punt_history(view(DORDT), na)] == ["open", "loopt"]
    regels = [r for r in audit.read(dashboard.eigen()) if r.wat.startswith("duiding punt")]
    assert len(regels) == 3 and regels[-1].wie == ANALIST.wie and WOORDEN not in str(regels)


def test_what_a_point_is_about_may_be_gone_and_nothing_is_lost(ons):
    punt = make()
    map_ = dashboard.staatmap(view(BAAS).store)
    for anders, zin in (
        ({"doel": "ZHZ-99"}, "Het doel ZHZ-99 staat niet meer in de afspraken"),
        ({"selectie": ZHZ.with_(gemeente=("GM9999",))}, "GM9999 hoort niet meer bij deze regio"),
        ({"selectie": ZHZ.with_(gi=("GI Weg",))}, "GI Weg komt niet meer voor"),
    ):
        weg = duiding.save(map_, replace(punt, nr=0, versie=0, **anders))
        assert weg.nr in {p.nr for p in dashboard.duiding(view(BAAS), "zhz")}
        assert dashboard.sindsdien(view(BAAS), weg).zin.startswith(zin)
        assert dashboard.save_punt(view(BAAS), replace(weg, status="vervallen"), lezer=BAAS).versie == 2
        assert dashboard.selection_in_words(weg.selectie)
    with pytest.raises(Melding, match="bestaat niet in deze regio"):
        make(doel="ZHZ-99")


def test_a_goal_that_has_no_figure_has_its_points_too(ons):
    punt = make(doel="ZHZ-06")
    assert "geen cijfer" in dashboard.sindsdien(view(BAAS), punt).zin


def test_a_point_is_found_by_its_words(ons):
    punt = make(besluit="netwerkpleegzorg vaker inzetten")
    for tekst in ("netwerkpleegzorg", "inzetten vaker", "ZHZ-02 regisseur"):
        assert [p.nr for p in dashboard.search_punten(view(BAAS), tekst, "zhz")] == [punt.nr], tekst
    assert dashboard.search_punten(view(BAAS), "onzin", "zhz") == []
    assert dashboard.search_punten(view(BAAS, delen=True), "netwerkpleegzorg", "zhz") == []


def test_a_copy_holds_the_points(ons, tmp_path):
    make()
    keep.reservekopie(dashboard.eigen(), tmp_path / "kopie.zip")
    keep.put_back(tmp_path / "kopie.zip", tmp_path / "elders")
    assert [p.verklaring for p in duiding.punten(tmp_path / "elders")] == [WOORDEN]


def test_a_tafelblad_lists_what_stands_open(ons):
    make(klaar=dt.date(2020, 1, 1), verklaring="", besluit="GI's bespreken lange maatregelen.")
    make(verklaring="gedaan", status="klaar")

    assert "GI's bespreken lange maatregelen (open, regisseur, klaar op 01-01-2020, over de datum)." in sentences(False)
    assert "gedaan" not in sentences(False)
    assert "bespreken" not in sentences(True) and "punt 1 van de duiding (open, regisseur" in sentences(True)
    assert "over de datum, de tekst staat alleen in Intern)." in sentences(True)
    assert "geen punten open" not in sentences(False) and "alleen in Intern" not in sentences(False)


def test_a_tafelblad_without_open_points_says_how_to_make_one(ons):
    for delen in (True, False):
        assert "Er staan geen punten open: een punt maakt u op de pagina Doelen" in sentences(delen)


def sentences(delen: bool) -> str:
    """What a tafelblad says in words."""
    document = dashboard.make_rapport(view(BAAS, delen), "tafelblad", ZHZ).document
    return " ".join(z for h in document.hoofdstukken for b in h.blokken for z in b.zinnen)
