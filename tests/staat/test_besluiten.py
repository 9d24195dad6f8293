"""What an ontwikkeltafel decides on open goals, and its notes: kept whole, refused whole, never lost."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from core import dashboard
from core.dashboard import Besluit, Notitie
from core.model.melding import Melding
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.sources.regios import load_regios
from core.staat import besluiten as module
from tests.kijk import exact

OP = dt.datetime(2026, 3, 4, 15, 30)
OPEN_DOEL = "K3-10"  # fewer children in segment 3a, baseline 2021


def besluit(doel=OPEN_DOEL, verandering=-0.1, datum=dt.date(2027, 12, 31), basisjaar=None, wie="Tafel Drechtsteden"):
    return Besluit(doel, verandering, datum, basisjaar, wie, OP, "afgesproken in het voorjaar")


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory):
    pad = tmp_path_factory.mktemp("besluiten")
    rijen = [
        f"K{jaar}{nr};GM0505;Aanbieder A;3a;{jaar}-02-01;{jaar}-09-30"
        for jaar in range(2021, 2026)
        for nr in range(120 - 10 * (jaar - 2021))
    ]
    (pad / "trajecten.csv").write_text(
        "\n".join(["jeugdige;gemeente;aanbieder;segment;begindatum;einddatum", *rijen]), "utf-8"
    )
    dashboard.import_sources(pad / "store", [pad / "trajecten.csv"])
    return pad / "store"


def stand(pad, doel=OPEN_DOEL):
    standen = exact(dashboard.open_store(pad)).doelen(Selectie(regio="zhz"))
    return next(s for s in standen if s.doel.id == doel)


def test_an_open_goal_gets_a_path_and_a_verdict_once_it_is_filled_in(gevuld):
    voor = stand(gevuld)
    assert voor.uitkomst.oordeel is Oordeel.DOEL_OPEN and voor.uitkomst.doelwaarde is None
    store = dashboard.open_store(gevuld)
    dashboard.save_besluit(exact(store), "zhz", besluit(), lezer=dashboard.LOKAAL)
    na = stand(gevuld)
    assert na.uitkomst.doelwaarde == pytest.approx(0.9 * na.uitkomst.basis)
    assert na.uitkomst.oordeel is not Oordeel.DOEL_OPEN
    assert "Tafel Drechtsteden" in na.doel.let_op[0] and "10% minder" in na.doel.let_op[0]
    assert hash(dashboard.open_store(gevuld)) != hash(store), "cached answers must not outlive a decision"
    dashboard.save_besluit(exact(store), "zhz", besluit(verandering=-0.25), lezer=dashboard.LOKAAL)
    assert stand(gevuld).uitkomst.doelwaarde == pytest.approx(0.75 * na.uitkomst.basis)
    dashboard.save_besluit(exact(store), "zhz", besluit(verandering=None, datum=None), lezer=dashboard.LOKAAL)
    assert stand(gevuld).uitkomst.oordeel is Oordeel.DOEL_OPEN
    assert [b.verandering for b in dashboard.besluiten(exact(store), OPEN_DOEL)] == [-0.1, -0.25, None]


def test_no_goal_says_that_it_is_open_once_it_is_filled_in():
    regios = load_regios()
    doelen = [d for r in regios.values() for d in r.doelen if d.doel.soort == "open"]
    gevuld = module.with_besluiten(regios, [besluit(d.id, basisjaar=2023) for d in doelen])
    na = {d.id: d for r in gevuld.values() for d in r.doelen}
    assert len(doelen) > 5
    for voor in doelen:
        tekst = " ".join((*na[voor.id].let_op[1:], na[voor.id].gelezen_als or ""))
        woorden = re.findall(r"\b(?:open|nog|tot|alleen de lijn|zonder kleur)\b", tekst.lower())
        assert not woorden, (voor.id, tekst)
    assert "Kijk ook naar de mediaan." in na["K4-06"].let_op, "what still holds stays"
    assert "Gelezen als trajecten" in na["K3-10"].gelezen_als


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        (besluit("ZHZ-01"), "staat vast"),
        (besluit("ZHZ-999"), "ZHZ-999 staat niet meer in de afspraken"),
        (replace(besluit(), toelichting="x" * 20_000), r"De toelichting heeft 20\.000 tekens"),
        (besluit(verandering=-1.5), "tussen -100 en 1000"),
        (besluit(verandering=float("nan")), "tussen -100 en 1000"),
        (besluit(verandering=0.2), "moet omlaag"),
        (besluit(datum=dt.date(2021, 12, 31)), "na de basis"),
        (besluit(datum=None), "na de basis"),
        (besluit(wie="  "), "wie dit invult"),
        (besluit(wie="x" * 130), "maak de tekst 10 tekens korter"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_not_kept(tmp_path, fout, zin):
    regio = load_regios()["zhz"]
    with pytest.raises(Melding, match=zin):
        module.save_besluit(tmp_path, regio, dashboard.maten()["hulp_jeugdigen"], fout)
    assert module.besluiten(tmp_path) == [] or module.besluiten(tmp_path, fout.doel) == []


def test_a_decision_on_a_goal_that_went_later_stays_and_changes_no_other(tmp_path):
    regios = load_regios()
    module.save_besluit(tmp_path, regios["zhz"], dashboard.maten()["hulp_jeugdigen"], besluit())
    genomen = module.besluiten(tmp_path)
    zonder = regios["zhz"].model_copy(
        update={"doelen": tuple(d for d in regios["zhz"].doelen if d.id != genomen[0].doel)}
    )
    assert module.with_besluiten({"zhz": zonder}, genomen)["zhz"] == zonder
    assert module.with_besluiten(regios, genomen)["zhz"] != regios["zhz"] and module.besluiten(tmp_path) == genomen


def test_a_chosen_baseline_across_a_series_break_is_refused(tmp_path):
    hr, ots = load_regios()["hr"], dashboard.maten()["ots_duur_gemiddeld"]
    with pytest.raises(Melding, match="geef het jaar"):
        module.save_besluit(tmp_path, hr, ots, besluit("HR-02"))
    with pytest.raises(Melding, match="Nieuw woonplaatsbeginsel"):
        module.save_besluit(tmp_path, hr, ots, besluit("HR-02", basisjaar=2021))
    module.save_besluit(tmp_path, hr, ots, besluit("HR-02", basisjaar=2023))
    assert len(module.besluiten(tmp_path)) == 1


def test_notes_are_kept_newest_first(tmp_path):
    for tekst in ("eerste", "tweede'); drop table notities; --"):
        module.save_notitie(tmp_path, Notitie("ZHZ-01", tekst, "Tafel", OP))
    assert [n.tekst for n in module.notities(tmp_path, "ZHZ-01")] == ["tweede'); drop table notities; --", "eerste"]
    assert module.notities(tmp_path, "ZHZ-02") == []
    with pytest.raises(Melding, match="nog leeg"):
        module.save_notitie(tmp_path, Notitie("ZHZ-01", " ", "Tafel", OP))
    with pytest.raises(Melding, match=r"De notitie heeft 20\.000 tekens en er passen er"):
        module.save_notitie(tmp_path, Notitie("ZHZ-01", "x" * 20_000, "Tafel", OP))
    assert len(module.notities(tmp_path, "ZHZ-01")) == 2


def test_looking_makes_no_file_and_a_broken_file_is_one_sentence(tmp_path):
    assert module.besluiten(tmp_path) == [] and not list(tmp_path.iterdir())
    (tmp_path / "staat.sqlite").write_bytes(b"geen database, maar iets anders" * 50)
    with pytest.raises(Melding, match="niet te openen"):
        module.besluiten(tmp_path)


def test_postgresql_by_url(tmp_path, monkeypatch, postgres_url):
    monkeypatch.setenv("KERNWAARDEN_STAAT", postgres_url)
    module.save_besluit(tmp_path, load_regios()["zhz"], None, besluit())
    assert [b.wie for b in module.besluiten(tmp_path)] == ["Tafel Drechtsteden"]
    assert not list(tmp_path.iterdir())
