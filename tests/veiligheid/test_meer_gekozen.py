"""Choosing several gemeenten or GI's and taking one choice from another tells nothing of a small one.

Two deliveries that differ only in what Delen hides: every question about one gemeente, one GI or the whole region has
the same answer. Then every question about every choice of several must have the same answer too, for otherwise the
difference between two choices would tell which of the two deliveries it was. (What-if is not here: its world is drawn
anew for every delivery, see test_watals_aanval.)
"""

import datetime as dt

import numpy as np
import pytest

from core import dashboard
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.views.moments import moments
from core.views.store import doel_van
from tests.kijk import exact, shared
from tests.views.test_contract import text_of

ZHZ = Selectie(regio="zhz")
GEMEENTEN, GIS = ("GM0505", "GM0642", "GM0512", "GM0523"), ("GI Noord", "GI Zuid", "GI Duin")
# Those that tell most: with and without a small one, two small ones, all but a small one.
MEER = (GEMEENTEN[:2], (GEMEENTEN[0], GEMEENTEN[2]), GEMEENTEN[2:], GEMEENTEN[:3])
# Measures per gemeente and GI. Two gemeenten are small, under one GI; between the two worlds they change places.
VAST = {("GM0505", "GI Noord"): 61, ("GM0505", "GI Zuid"): 42, ("GM0642", "GI Noord"): 33, ("GM0642", "GI Zuid"): 27}
KLEIN = (
    {("GM0512", "GI Duin"): 5, ("GM0523", "GI Duin"): 2},
    {("GM0512", "GI Duin"): 2, ("GM0523", "GI Duin"): 5},
)
PER = ("jaar", "kwartaal")
GEVRAAGD = ("K3-01", "K1-16", "ZHZ-06")  # asked for: counts, counts of which a small one is 0, and shares
VRAGEN = {
    "reeks": lambda v, k: [v.reeks(m, k) for m in ("jb_stand", "jb_instroom", "uhp_stand", "uhp_aandeel")],
    "gesplitst": lambda v, k: v.reeks("jb_stand", k.with_(splits=("gi" if k.filter("gemeente") else "gemeente",))),
    "per inwoner": lambda v, k: v.reeks("jb_stand_per_1000", k),
    "duren": lambda v, k: [v.reeks(m, k) for m in ("jb_duur_gemiddeld", "ots_duur_mediaan", "ots_duur_km")],
    "stand_op": lambda v, k: v.stand_op("jb_stand", k, (dt.date(2024, 6, 30),)),
    "sluitende_stand": lambda v, k: v.sluitende_stand(k, ("11",)),
    "duurverdeling": lambda v, k: v.duurverdeling("ots_duur_mediaan", k),
    "overleving": lambda v, k: v.overleving(k),
    "duur_per_gi": lambda v, k: [(d := v.duur_per_gi(k)).groepen, d.curven, d.verschilt],
    "toelichting": lambda v, k: v.toelichting("jb_stand", k),
    "doelbeeld": lambda v, k: (b := v.doelbeeld(k, "ZHZ-02")) and [b.stand.uitkomst, b.stand.reeks, b.van],
    "resultaten": lambda v, k: v.resultaten(k, maat_ids=("jb_stand",), doel_ids=("ZHZ-02", "K3-01", "ZHZ-06")),
    "opgevraagd": lambda v, k: [v.opgevraagd(k, doel_van("zhz", d)[1]) for d in GEVRAAGD],
    "opgevraagd doel": lambda v, k: [(b := v.doelbeeld(k, d)) and [b.stand.uitkomst, b.stand.reeks] for d in GEVRAAGD],
    "momenten": lambda v, k: [(m := moments(v, n, k)) and [m.nu, m.toen] for n in ("jb_stand", "jb_instroom")],
    "rapport": lambda v, k: (b := dashboard.make_rapport(v, "kwartaal", k)) and [b.frame, b.document],
    "terugtoets": lambda v, k: v.terugtoets(k, replicaties=20).voorspellingen,
}


def made(map_, klein: dict):
    """A store with these small numbers; the children of each part began and ended over the same days."""
    regels, plaatsingen = ["jeugdige;gemeente;gi;type;begindatum;einddatum;reden_einde"], []
    for (gemeente, gi), aantal in (VAST | klein).items():
        for nr in range(aantal):
            wie, jaar = f"K{gemeente}{gi[3]}{nr}", 2022 + nr % 2
            einde = "2024-05-01" if nr % 3 == 0 else ""
            regels.append(f"{wie};{gemeente};{gi};11;{jaar}-03-{1 + nr % 5:02d};{einde};{'02' if einde else ''}")
            if nr % 2:
                plaatsingen.append(f"{wie};{gemeente};{gi};11;2023-06-01;")
    gevraagd = [
        rij
        for (gemeente, gi), aantal in (VAST | klein).items()
        for rij in (
            f"K3-01;2024-01-01;2024-12-31;{gemeente};{gi};;;{aantal}",
            f"K1-16;2024-01-01;2024-12-31;{gemeente};{gi};;;{ {5: 7, 2: 0}.get(aantal, aantal) }",
            f"ZHZ-06;2024-01-01;2024-03-31;{gemeente};{gi};{min(aantal, 15)};40;",
        )
    ]
    bevolking = [f"{g};{j};0;17;{4000 + 100 * i}" for i, g in enumerate(GEMEENTEN) for j in range(2022, 2026)]
    (map_ / "export").mkdir()
    for naam, rijen in (
        ("maatregelen", regels),
        ("plaatsingen", ["jeugdige;gemeente;gi;verblijfsvorm;begindatum;einddatum", *plaatsingen]),
        ("opvragen", ["doel;periode_begin;periode_einde;gemeente;gi;teller;noemer;waarde", *gevraagd]),
        ("bevolking", ["gemeente;jaar;leeftijd_van;leeftijd_tot;aantal", *bevolking]),
    ):
        (map_ / "export" / f"{naam}.csv").write_text("\n".join(rijen), "utf-8")
    keuzes = dashboard.Keuzes(van=dt.date(2022, 1, 1), tm=dt.date(2025, 12, 31), nummers="gedeeld")
    dashboard.import_sources(map_ / "store", [map_ / "export"], keuzes=keuzes)
    return dashboard.open_store(map_ / "store")


@pytest.fixture(scope="module")
def werelden(tmp_path_factory):
    return [made(tmp_path_factory.mktemp(f"wereld{nr}"), klein) for nr, klein in enumerate(KLEIN)]


def answer(view, vraag: str, keuze: Selectie) -> tuple[bool, str]:
    """Whether there is an answer, and what it or the refusal says."""
    try:
        return True, text_of(VRAGEN[vraag](view, keuze))
    except Melding as melding:
        return False, str(melding)


# What this view never tells of a choice of several: two refusals are no proof.
GEWEIGERD = {"terugtoets"}


def single() -> list[Selectie]:
    return [ZHZ, *(ZHZ.with_(gemeente=(g,)) for g in GEMEENTEN), *(ZHZ.with_(gi=(g,)) for g in GIS)]


def several() -> list[Selectie]:
    gis = [ZHZ.with_(gi=GIS[:2]), ZHZ.with_(gi=GIS[1:]), ZHZ.with_(gemeente=MEER[1], gi=GIS[1:])]
    return [*(ZHZ.with_(gemeente=g) for g in MEER), *gis]


def test_the_two_deliveries_differ_only_in_what_is_hidden(werelden):
    een, ander = (shared(w) for w in werelden)
    for vraag in ("reeks", "stand_op", "sluitende_stand", "per inwoner", "opgevraagd"):
        for keuze in single():
            assert answer(een, vraag, keuze) == answer(ander, vraag, keuze), (vraag, keuze)
    echt = [exact(w).reeks("jb_stand", ZHZ.with_(gemeente=(GEMEENTEN[0], GEMEENTEN[2])))["waarde"] for w in werelden]
    assert not echt[0].equals(echt[1]), "or there would be nothing to find"


@pytest.mark.parametrize("vraag", VRAGEN)
def test_no_choice_of_several_tells_the_two_apart(werelden, vraag):
    een, ander = (shared(w) for w in werelden)
    beantwoord = 0
    # A report is made of the answers to the other questions: three choices show that it asks them for all chosen.
    for keuze in several()[:: 3 if vraag == "rapport" else 1]:
        gezegd = answer(een, vraag, keuze)
        assert gezegd == answer(ander, vraag, keuze), keuze
        beantwoord += gezegd[0]
    assert bool(beantwoord) != (vraag in GEWEIGERD), "refused alike proves nothing: name it, or ask what is answered"


def test_the_test_would_see_it(werelden):
    """With the exact answer in place of the sum of protected parts the two are told apart."""
    keuze = ZHZ.with_(gemeente=(GEMEENTEN[0], GEMEENTEN[2]))
    een, ander = (exact(w) for w in werelden)
    assert answer(een, "reeks", keuze) != answer(ander, "reeks", keuze)


@pytest.mark.parametrize("per", PER)
def test_several_are_the_sum_of_what_each_may_show(werelden, per):
    view = shared(werelden[0])
    for keuze in several():
        (kolom, waarden), *rest = [f for f in keuze.filters if len(f[1]) > 1]
        if rest:
            continue
        samen = view.reeks("jb_stand", keuze.with_(per=per))["waarde"].to_numpy()
        delen = [view.reeks("jb_stand", keuze.with_(per=per, **{kolom: (w,)}))["waarde"].to_numpy() for w in waarden]
        assert np.array_equal(samen, sum(delen), equal_nan=True), "hidden where a part is"


def test_a_task_of_parts_that_are_all_hidden_is_not_said_to_have_no_figures(werelden):
    view, klein = shared(werelden[0]), ZHZ.with_(gi=(GIS[2],))
    van = view.doelbeeld(ZHZ, "ZHZ-02").van
    assert "niet te verdelen" in view.gewichten(klein, "ZHZ-02", "gemeente", van, -1)
