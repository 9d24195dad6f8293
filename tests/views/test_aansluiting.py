"""A figure of the CBS beside our own, from the files that are loaded to the steps between them. Worked out by hand.

Sixteen OTS of Dordrecht began in 2023 (K00 to K15), and four VOTS that became one of them. Two were taken over by
another GI that gave a begin of its own. A correction, loaded later, adds one OTS of 2023 and moves two to Sliedrecht.
The CBS, rounded: what the GI's told first.
"""

from dataclasses import replace
from datetime import date

import pytest

from core import dashboard
from core.dashboard import LOKAAL, Blad, open_view, view_of
from core.model.aansluiting import AFRONDING, CBS, EIGEN, LAAT, OVERDRACHT, REST, VOTS, WOONPLAATS
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.reports.export import WRITERS
from core.sources.keuzes import GEDEELD, Keuzes

ZHZ, JAAR = Selectie(regio="zhz"), (date(2023, 1, 1), date(2023, 12, 31))
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum;reden_einde"


def load(map_, naam, regels, **keuzes):
    pad = map_ / naam
    pad.write_text("\n".join(regels), "utf-8")
    dashboard.import_sources(None, [pad], keuzes=Keuzes(**keuzes))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("cbs")
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map_ / "eigen"))
        dek = {"van": date(2022, 1, 1), "tm": date(2023, 12, 31), "nummers": GEDEELD}
        eerst = [f"K{n:02d};Dordrecht;GI Noord;11;2023-03-{1 + n:02d};;" for n in range(16)]
        eerst += [f"K{n:02d};Dordrecht;GI Noord;12;2023-02-{1 + n:02d};2023-03-{n:02d};07" for n in range(1, 5)]
        eerst[10:12] = [r.replace(";;", ";2023-08-31;04") for r in eerst[10:12]]
        noord = [KOP, *eerst, "K90;Dordrecht;GI Noord;11;2022-02-01;;"]
        zuid = [KOP, *(f"K{n};Dordrecht;GI Zuid;11;2023-09-01;;" for n in (10, 11))]
        load(map_, "maatregelen-noord.csv", noord, **dek)
        load(map_, "maatregelen-zuid.csv", zuid, **dek)
        later = [r.replace("Dordrecht", "Sliedrecht") if r[:3] in ("K00", "K15") else r for r in noord]
        load(map_, "maatregelen-noord-2.csv", [*later, "K20;Dordrecht;GI Noord;11;2023-06-01;;"], **dek)
        load(
            map_,
            "82975NED.csv",
            [
                "RegioS;Perioden;Ondertoezichtstelling_1;TotaalBegonnenTrajecten_2;Voogdij_17",
                "GM0505  ;2023JJ00;      25;      20;       .",
                "GM0610  ;2023JJ00;       .;       .;       .",
                "GM0505  ;2021JJ00;      25;      20;      10",
            ],
        )
        yield open_view(LOKAAL, "intern"), open_view(LOKAAL, "delen")


def steps(a) -> dict:
    return dict(zip(a.cijfers["stap"], a.cijfers["waarde"], strict=True))


def test_every_step_is_counted_on_the_records(loaded):
    a = loaded[0].aansluiting(ZHZ, "ots_begonnen", *JAAR)
    assert steps(a) == {
        EIGEN: 17,  # K00 to K15 and K20, each keten once
        VOTS: 4,
        OVERDRACHT: 2,  # K10 and K11 at GI Zuid
        LAAT: -1,  # K20 came later
        WOONPLAATS: 0,  # within the region
        AFRONDING: -2,  # 20 of Dordrecht; the two of Sliedrecht the CBS does not show
        REST: 0,
        CBS: 20,
    }
    assert (a.cellen, a.verborgen, a.al_binnen, a.gebied) == (1, 9, False, "Zuid-Holland Zuid")
    assert a.cijfers["waarde"][:-1].sum() == a.value(CBS)


def test_of_one_gemeente_who_moved_is_a_cause(loaded):
    a = loaded[0].aansluiting(ZHZ.with_(gemeente=("GM0505",)), "ots_begonnen", *JAAR)
    # Now 15 ketens are Dordrecht's; told first were 22 of which two are Sliedrecht's now.
    assert steps(a) == {EIGEN: 15, VOTS: 4, OVERDRACHT: 2, LAAT: 1, WOONPLAATS: -2, AFRONDING: 0, REST: 0, CBS: 20}


def test_what_the_cbs_hides_has_no_difference(loaded):
    a = loaded[0].aansluiting(ZHZ, "voogdij_tijdens", *JAAR)
    over = steps(a)
    assert over[EIGEN] == 0 and over[CBS] != over[CBS] and over[REST] != over[REST]
    assert set(a.cijfers.set_index("stap")["reden"][[AFRONDING, REST, CBS]]) == {"het CBS toont hier geen cijfer"}


def test_what_the_cbs_publishes_of_an_area(loaded):
    alle = loaded[0].officieel(ZHZ)
    assert list(alle["onderwerp"]) == ["ots_begonnen"] * 2 + ["ots_tijdens"] * 2 + ["voogdij_tijdens"] * 2
    assert list(alle["waarde"][:2]) == [20, 20] and list(alle["verborgen"][:2]) == [9, 9]
    assert loaded[0].officieel(Selectie(regio="hr")).empty


@pytest.mark.parametrize(
    "keuze, vraag, woorden",
    [
        (ZHZ, ("ots_begonnen", date(2021, 1, 1), date(2021, 12, 31)), "nog geen eigen cijfers"),
        (ZHZ, ("ots_begonnen", date(2020, 1, 1), date(2020, 12, 31)), "niet geladen"),
        (ZHZ.with_(gi=("GI Noord",)), ("ots_begonnen", *JAAR), "telt niet per GI"),
        (Selectie(), ("ots_begonnen", *JAAR), "één regio"),
    ],
)
def test_what_cannot_be_laid_side_by_side_is_said(loaded, keuze, vraag, woorden):
    with pytest.raises(Melding, match=woorden):
        loaded[0].aansluiting(keuze, *vraag)


def test_who_sees_one_gemeente_sees_no_one_leave_it(loaded):
    store = replace(loaded[0].store, bereik=("GM0505",))
    with pytest.raises(Melding, match="niet alle gemeenten ziet"):
        view_of(store, LOKAAL, "intern").officieel(ZHZ)


def test_to_share_a_few_children_are_no_cause(loaded):
    a = loaded[1].aansluiting(ZHZ, "ots_begonnen", *JAAR)
    over = steps(a)
    assert VOTS not in over and AFRONDING not in over and over[CBS] == 20
    assert all(over[s] != over[s] for s in (OVERDRACHT, LAAT, WOONPLAATS)), "each is of fewer than ten"
    with pytest.raises(Melding, match="hele regio"):
        loaded[1].aansluiting(ZHZ.with_(gemeente=("GM0505",)), "ots_begonnen", *JAAR)
    with pytest.raises(Melding, match="gedeeld mag worden"):
        loaded[1].aansluiting(ZHZ, "ots_tijdens", *JAAR)


@pytest.mark.parametrize("kind", sorted({*WRITERS} - {"png"}))
def test_it_can_be_taken_along(loaded, kind):
    for view in loaded:
        assert view.export(kind, lambda v: Blad(v.aansluiting(ZHZ, "ots_begonnen", *JAAR).cijfers, "CBS", ZHZ))


def test_the_region_stands_among_the_other_areas_by_its_change(tmp_path, monkeypatch):
    """100 to 80 may be chance (20 is under 1.96 times the root of 180), 1000 to 800 is not."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(tmp_path / "eigen"))
    kop = "Regio's;Perioden;Voogdij (aantal)"
    cijfers = {"Zuid-Holland Zuid": (100, 80), "Nederland": (1000, 800), "Rijnmond": (50, None)}
    regels = [
        f"{g};{j};{'.' if w is None else w}" for g, ws in cijfers.items() for j, w in zip((2022, 2024), ws, strict=True)
    ]
    load(tmp_path, "82975NED.csv", [kop, *regels, "Dordrecht;2022;30", "Dordrecht;2024 1e halfjaar;20"])
    for weergave in ("intern", "delen"):
        view = open_view(LOKAAL, weergave)
        assert list(dashboard.subjects(view)) == ["voogdij_tijdens"]
        e = dashboard.elsewhere(view, ZHZ, "voogdij_tijdens")
        assert (e.van, e.tot) == (2022, 2024)
        assert list(e.gebieden.itertuples(index=False, name=None)) == [
            ("Zuid-Holland Zuid", 100, 80, True, True),
            ("Nederland", 1000, 800, False, False),
        ]
