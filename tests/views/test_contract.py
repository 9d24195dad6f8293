"""Protection cannot be forgotten: every question of the contract and every way to take figures along, on marked data
in which each true count can be looked for. And the proof of the proof: with the guard of any single one taken out, its
test finds exact figures."""

import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import partial

import pandas as pd
import pypdf
import pytest
from PIL import Image

from core.charts import picture
from core.charts.series import series
from core.dashboard import LOKAAL, Blad, Plaatje, View, import_sources, open_view, scenario_uit_velden, wat_is_nodig
from core.disclosure import guard
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.reports.export import WRITERS
from core.reports.opzet import load_gevraagd
from core.views.contract import QUESTIONS
from core.views.exact import ExactView
from core.views.moments import moments
from core.views.remember import MEMORY
from core.views.shared import SharedView
from tests.veiligheid.marked import marked_store, numbers, true_counts

ZHZ = Selectie(regio="zhz")
SCENARIO = {
    "naam": "x",
    "selectie": {"regio": "zhz"},
    "replicaties": 50,
    "jaren": 1,
    "hefbomen": [{"soort": "instroom", "verandering": -0.3, "start": "2026-07-01"}],
    "doel": {"maat": "jb_stand", "waarde": 3001, "datum": "2026-12-31"},
    "kosten": [{"naam": "bescherming", "maat": "jb_stand", "bedrag": 1000}],
}


# Filled in beside exact figures: its target and its price are true counts.
INTERN = SCENARIO | {
    "doel": SCENARIO["doel"] | {"waarde": 1113},
    "kosten": [{"naam": "bescherming", "maat": "jb_stand", "bedrag": 1113}],
}
SMALL = SCENARIO | {"selectie": {"regio": "hr"}}  # a region of a few children


def _picture(view: View):
    *_, beeld = view.simulate(scenario_uit_velden(SCENARIO))
    return beeld


def _exact_picture(view: View):
    """One of exact figures, as it stands on an internal page: what is told of it by another view is that view's."""
    return _picture(getattr(view, "_exact", view))


# How each question is asked. A question that is not here fails `test_every_question_is_asked`.
ASK = {
    "reeks": lambda v: [v.reeks(m, ZHZ.with_(splits=s)) for m in ("jb_stand", "uhp_nieuw") for s in ((), ("gi",))],
    "stand_op": lambda v: v.stand_op("jb_stand", ZHZ, (dt.date(2024, 6, 30),)),
    "doelen": lambda v: [(s.uitkomst, s.reeks) for s in v.doelen(ZHZ)],
    "doelbeeld": lambda v: (b := v.doelbeeld(ZHZ, "ZHZ-02"), wat_is_nodig(b, b.dagen[0]).zin, b.stand.reeks, b.van),
    "gewichten": lambda v: v.gewichten(ZHZ, "ZHZ-02", "gi", v.doelbeeld(ZHZ, "ZHZ-02").van, -1),
    "sluitende_stand": lambda v: v.sluitende_stand(ZHZ, ("11",)),
    "duurverdeling": lambda v: v.duurverdeling("ots_duur_gemiddeld", ZHZ),
    "overleving": lambda v: v.overleving(ZHZ),
    "duur_per_gi": lambda v: (d := v.duur_per_gi(ZHZ)) and (d.groepen, d.curven, d.p),
    "late_begins": lambda v: v.late_begins("jb_instroom", ZHZ.with_(per="kwartaal")),
    "toelichting": lambda v: v.toelichting("jb_stand", ZHZ),
    "resultaten": lambda v: v.resultaten(ZHZ, maat_ids=("jb_stand", "jb_instroom"), doel_ids=("ZHZ-01", "ZHZ-02")),
    "redenen": lambda v: v.redenen(Selectie(regio="hr"), ("HR-03",)),
    "dekking": lambda v: v.dekking("hr")[["doel", "oordeel"]],
    "opvragen": lambda v: v.opvragen(ZHZ),
    "opgevraagd": lambda v: v.opgevraagd(ZHZ, load_gevraagd()["RAAD-01"]),
    "mijlpalen": lambda v: v.mijlpalen(ZHZ),
    "officieel": lambda v: v.officieel(ZHZ),
    "elders": lambda v: v.elders(),
    "aansluiting": lambda v: v.aansluiting(ZHZ, "ots_begonnen", dt.date(2024, 1, 1), dt.date(2024, 12, 31)).cijfers,
    "notities": lambda v: v.notities("ZHZ-01"),
    "duiding": lambda v: v.duiding("zhz", historie=True),
    "leveringen": lambda v: v.leveringen(),
    "veranderd": lambda v: (w := v.veranderd(ZHZ)) and (w.cijfers, w.oorzaken, w.records),
    "veranderd_kort": lambda v: v.veranderd_kort(ZHZ).cijfers,
    "bevindingen": lambda v: v.bevindingen(),
    "samenvatting_bevindingen": lambda v: v.samenvatting_bevindingen(),
    "taaklijst": lambda v: v.taaklijst(None),
    "simulate": lambda v: _picture(v).cijfers(),
    "scenario_cijfers": lambda v: v.scenario_cijfers(_exact_picture(v)),
    "scenario_rijen": lambda v: v.scenario_rijen(_exact_picture(v)),
    "scenario_kosten": lambda v: v.scenario_kosten(_exact_picture(v)),
    "kans_op_doel": lambda v: v.kans_op_doel(_exact_picture(v)),
    "terugtoets": lambda v: v.terugtoets(ZHZ, replicaties=20).voorspellingen,
    "gekeurd": lambda v: v.gekeurd(scenario_uit_velden(INTERN)),
    "arriving": lambda v: v.arriving(scenario_uit_velden(INTERN)),
    "refuses": lambda v: v.refuses(scenario_uit_velden(SMALL)),
    "own_prijzen": lambda v: v.own_prijzen(ZHZ),
    "leaving": lambda v: [w.reeks("jb_stand", ZHZ) for w in v.leaving],
    "unattended": lambda v: v.unattended().reeks("jb_stand", ZHZ),
    "release": lambda v: v.release(Blad(ExactView.reeks(v._exact, "jb_stand", ZHZ), "x", ZHZ)),
}
# Nothing about children: which figures are in, what organisations did by when, why a goal has no figure, and what the
# CBS publishes.
NO_CHILDREN = {"opvragen", "mijlpalen", "redenen", "officieel", "elders"}


# Answers that may not be as the exact view gives them, whatever is in them.
WHOLE = {
    "dekking",
    "late_begins",
    "own_prijzen",
    "scenario_kosten",
    "notities",
    "duiding",
    "taaklijst",
    "bevindingen",
    "terugtoets",
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("gemerkt")
    with marked_store(map_):
        later = map_ / "mijlpalen.csv"  # a second delivery, so that there are two moments; about no child
        later.write_text("doel;behaald_op\nZ-14;2025-03-01\n", "utf-8")
        import_sources(None, [later])
        yield open_view(LOKAAL, "delen"), open_view(LOKAAL, "intern")


@pytest.fixture(scope="module")
def exact(marked) -> set[str]:
    return true_counts(marked[1])


def text_of(answer) -> str:
    """Everything an answer says, as text."""
    if isinstance(answer, bytes):
        if answer.startswith(b"%PDF"):
            pdf = pypdf.PdfReader(io.BytesIO(answer))
            return " ".join([*(p.extract_text() for p in pdf.pages), str(pdf.metadata)])
        if zipfile.is_zipfile(io.BytesIO(answer)):
            with zipfile.ZipFile(io.BytesIO(answer)) as boek:
                delen = [boek.read(n) for n in boek.namelist() if not n.endswith((".png", ".jpeg"))]
                return " ".join(
                    text_of(d) if zipfile.is_zipfile(io.BytesIO(d)) else d.decode("utf-8", "ignore") for d in delen
                )
        return _spaced(answer.decode("utf-8", "ignore"))
    if isinstance(answer, pd.DataFrame):
        return answer.astype(str).replace(r"\.0$", "", regex=True).to_csv(sep="|")
    if isinstance(answer, list | tuple):
        return " ".join(text_of(a) for a in answer)
    return _spaced(str(answer))


def _spaced(text: str) -> str:
    """Whole numbers without their point, and apart from the comma that follows."""
    return re.sub(r"(\d)(?:\.0)?(?=[,)}\s])", r"\1 ", text).replace(" ,", " ; ")


def leaks(view: View, name: str, exact: set[str], other: View) -> set[str]:
    """What an answer tells that may not be shared: a true count, or what only the exact view says."""
    MEMORY.clear()
    try:
        answer = ASK[name](view)
    except Melding:
        return set()
    # A picture is not shown itself: what matters is that it does not start from the children there are.
    found = numbers(text_of(answer)) & exact if name != "simulate" else set()
    if name in WHOLE:
        empty = answer is None or len(answer) == 0
        same = not empty and text_of(answer) == text_of(ASK[name](other))
        found |= {name} if same else set()
    if name in ("simulate", "kans_op_doel", "scenario_cijfers", "scenario_rijen", "refuses"):
        found |= {name} if text_of(answer) == text_of(ASK[name](other)) else set()
    return found


def test_every_question_is_asked():
    assert set(ASK) == set(View.__abstractmethods__) and set(ASK) >= QUESTIONS


def test_a_view_that_leaves_a_question_out_cannot_be_made(marked):
    unfinished = {k: v for k, v in vars(SharedView).items() if k != "reeks" and not k.startswith("__weak")}
    with pytest.raises(TypeError, match="abstract"):
        type("Unfinished", (View,), unfinished)()


@pytest.mark.parametrize("name", sorted(ASK))
def test_no_answer_holds_an_exact_figure(marked, exact, name):
    assert leaks(marked[0], name, exact, marked[1]) == set()


@pytest.mark.parametrize("name", sorted(set(ASK) - NO_CHILDREN))
def test_without_its_guard_a_question_is_caught(marked, exact, name, monkeypatch):
    """The proof of the test above: the exact answer in place of the shared one."""
    if name == "leaving":
        monkeypatch.setattr(SharedView, name, property(lambda self: (self._exact,)))
    elif name == "release":
        monkeypatch.setattr(SharedView, name, lambda self, blad: blad.frame)
    elif name == "unattended":
        monkeypatch.setattr(SharedView, name, lambda self: self._exact)
    else:
        monkeypatch.setattr(SharedView, name, lambda self, *a, **k: getattr(self._exact, name)(*a, **k))
    assert leaks(marked[0], name, exact, marked[1]), f"nobody would see that {name} leaks"
    MEMORY.clear()


def _sheet(view: View) -> Blad:
    """As a page makes one: the title says what the figures say."""
    frame = view.reeks("jb_stand", ZHZ)
    return Blad(frame, f"Stand: {frame['waarde'].dropna().astype(int).iloc[-1]} aan het eind", ZHZ)


@pytest.mark.parametrize("kind", sorted({*WRITERS} - {"png"}))
def test_what_leaves_is_what_the_view_says(marked, exact, kind):
    shared, real = marked
    assert not numbers(text_of(shared.export(kind, _sheet))) & exact
    assert numbers(text_of(real.export(kind, _sheet))) & exact, "else the line above proves nothing"


@pytest.mark.parametrize("kind", sorted({*WRITERS} - {"png"}))
def test_an_exact_frame_cannot_leave_by_the_shared_view(marked, exact, kind, monkeypatch):
    shared, real = marked

    def stolen(view: View) -> Blad:
        return _sheet(real)

    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export(kind, stolen)
    monkeypatch.setattr(guard, "check", lambda frame, *a, **k: frame)
    assert numbers(text_of(shared.export(kind, stolen))) & exact, "the guard is what stopped it"


def _drawn(view: View, wie: View | None = None) -> Blad:
    """As a page makes one of a chart; `wie`: the view whose figures are drawn."""
    wie = wie or view
    reeks = wie.reeks("jb_stand", ZHZ)
    teken = partial(series, label=f"Stand ({int(reeks['waarde'].dropna().iloc[-1])})", eenheid="maatregelen")
    return replace(_sheet(view), plaatje=Plaatje(teken, wie.weergave.naam))


def test_a_picture_draws_what_the_view_says_and_says_what_it_is(marked, exact, monkeypatch):
    shared, real = marked
    plaatje = Image.open(io.BytesIO(shared.export("png", _drawn)))
    assert plaatje.format == "PNG" and plaatje.width > 1000
    monkeypatch.setattr(picture, "png", lambda grafiek: json.dumps(grafiek.spec, ensure_ascii=False).encode())
    woorden = text_of(shared.export("png", _drawn))
    assert "Zuid-Holland Zuid · Gegevens t/m: " in woorden and "om te delen" in woorden
    assert not numbers(woorden) & exact
    assert numbers(text_of(real.export("png", _drawn))) & exact, "else the line above proves nothing"


def test_a_picture_of_exact_figures_does_not_leave_above_protected_rows(marked):
    shared, real = marked
    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("png", lambda view: _drawn(view, real))
    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("png", lambda view: _drawn(real))
    with pytest.raises(Melding, match="geen plaatje"):
        shared.export("png", _sheet)


def test_a_picture_of_what_is_too_small_says_so(marked, monkeypatch):
    shared, _ = marked

    def hidden(view: View) -> Blad:
        blad = _drawn(view)
        weg = blad.frame.assign(waarde=float("nan"), reden="te klein om te delen")
        return replace(blad, frame=weg, plaatje=replace(blad.plaatje, teken=partial(series, label="Stand", eenheid="")))

    assert Image.open(io.BytesIO(shared.export("png", hidden))).height > 120, "the words fit in it"
    monkeypatch.setattr(picture, "png", lambda grafiek: json.dumps(grafiek.spec, ensure_ascii=False).encode())
    woorden = text_of(shared.export("png", hidden))
    assert "te klein om te delen" in woorden and "layer" not in woorden and "Zuid-Holland Zuid" in woorden


def test_a_picture_draws_only_the_rows_that_the_guard_let_through(marked, exact, monkeypatch):
    """Whoever asks the wrong view for the rows, and says that it was the right one, is stopped."""
    shared, real = marked
    monkeypatch.setattr(picture, "png", lambda grafiek: json.dumps(grafiek.spec, ensure_ascii=False).encode())
    teken = partial(series, label="Stand", eenheid="maatregelen")

    def stolen(view: View) -> Blad:
        return Blad(real.reeks("jb_stand", ZHZ), "Stand", ZHZ, plaatje=Plaatje(teken, "delen"))

    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("png", stolen)
    monkeypatch.setattr(guard, "check", lambda frame, *a, **k: frame)
    assert numbers(text_of(shared.export("png", stolen))) & exact, "the guard is what stopped it"


def test_a_new_way_to_leave_is_one_function_and_guarded(marked, monkeypatch):
    monkeypatch.setitem(WRITERS, "md", lambda uit: uit.frame.to_csv(sep="|").encode())
    shared, real = marked
    assert shared.export("md", _sheet)
    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("md", lambda view: _sheet(real))


def test_durations_by_gi_say_of_what_they_are(marked):
    """To share they are of the whole region over all years, whatever years were chosen."""
    shared, real = marked
    keuze = ZHZ.with_(van=dt.date(2023, 1, 1), tot=dt.date(2024, 12, 31))
    assert shared.duur_per_gi(keuze).over == ZHZ == shared.duur_per_gi(ZHZ).over
    assert real.duur_per_gi(keuze.with_(gi=("GI Noord",))).over == keuze


def test_a_goal_of_the_chosen_segment_has_its_figure_in_every_question(marked):
    """The rows of a measure hold no segment; who chooses the segment that agreed the goal asks for this goal."""
    keuze = ZHZ.with_(segment=("6",))
    for view in marked:
        heel = view.resultaten(ZHZ, doel_ids=("ZHZ-02",))
        assert heel["waarde"].notna().any() and view.resultaten(keuze, doel_ids=("ZHZ-02",)).equals(heel)
        assert view.redenen(keuze, ("ZHZ-02",)) == view.redenen(ZHZ, ("ZHZ-02",))
        stand = next(s for s in view.doelen(keuze) if s.doel.id == "ZHZ-02")
        assert stand.uitkomst == view.doelbeeld(keuze, "ZHZ-02").stand.uitkomst and not stand.deel
        ander = view.resultaten(ZHZ.with_(segment=("1",)), doel_ids=("ZHZ-02",))
        assert ander["waarde"].isna().all(), "another segment did not agree it"


def test_moments_that_are_not_shared_so_finely_say_why(marked):
    keuze = ZHZ.with_(gemeente=("GM0505",), gi=("GI Noord",), verblijfsvorm=("11",))
    with pytest.raises(Melding, match="hooguit 2"):
        moments(marked[0], "uhp_stand", keuze)
