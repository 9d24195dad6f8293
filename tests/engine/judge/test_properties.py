"""What holds for every series and every goal."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.engine.judge import judge_doel
from core.model.doel import Basis
from core.model.oordeel import Oordeel, Punt
from tests.engine.judge.bouwen import goal

VANDAAG = date(2030, 1, 1)
RANG = {
    Oordeel.VERSLECHTERD: 0,
    Oordeel.NIET_BEHAALD: 0,
    Oordeel.ACHTER: 1,
    Oordeel.TE_KLEIN: 1,
    Oordeel.OP_KOERS: 2,
    Oordeel.BEHAALD: 3,
}
SOORTEN = ("aantal", "aandeel", "gemiddelde", "mediaan", "bedrag")
jaren = st.integers(2022, 2027)
bedragen = st.floats(0.5, 5000).map(lambda x: round(x, 2))
deel = st.floats(-0.9, 0.9).map(lambda x: round(x, 2))
alles = st.floats(allow_nan=True, allow_infinity=True) | st.none()
eindig = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def goals(draw, getal=deel, *, groot=bedragen):
    """Any kind of goal, with or without a date."""
    datum = draw(st.sampled_from([date(2025, 12, 31), date(2024, 7, 1), None]))
    richting = draw(st.sampled_from(["omlaag", "omhoog", "stabiel", "behalen", "volgen"]))
    basis = draw(st.sampled_from([Basis(jaar=2021), Basis(peildatum=date(2022, 1, 1)), Basis(jaar=2026)]))
    soort = draw(
        st.sampled_from(
            [
                "relatief",
                "per_jaar",
                "minstens",
                "meer_dan",
                "hoogstens",
                "bereik",
                "nul",
                "stabiel",
                "mijlpaal",
                "richting",
                "open",
                "geen",
            ]
        )
    )
    anders = {
        "richting": richting,
        "datum": datum or date(2025, 12, 31) if soort == "relatief" else datum,
        "basis": basis,
    }
    if soort == "per_jaar":
        anders["lezing"] = draw(st.sampled_from(["samengesteld", "lineair"]))
    if soort == "bereik":
        anders["relatief_bereik"] = draw(st.booleans())
        kies = getal if anders["relatief_bereik"] else groot
        return goal(soort, laag=draw(kies), hoog=draw(kies), **anders)
    drempel = soort in ("minstens", "meer_dan", "hoogstens")
    waarde = None if soort in ("nul", "richting", "geen") else draw(groot if drempel else getal)
    return goal(soort, waarde, **anders)


def series(draw, waarde):
    punten = []
    for jaar in sorted(draw(st.sets(jaren, min_size=1))):
        punten.append(Punt(str(jaar), date(jaar, 12, 31), draw(waarde)))
    return punten


@settings(max_examples=150, deadline=None)
@given(st.data(), goals(eindig, groot=eindig), st.sampled_from(SOORTEN), alles)
def test_never_an_exception(data, doel, soort, basis):
    punten = [
        replace(
            p,
            teller=data.draw(alles),
            noemer=data.draw(alles),
            n=data.draw(alles),
            laag=data.draw(alles),
            hoog=data.draw(alles),
            voorlopig=data.draw(st.booleans()),
        )
        for p in series(data.draw, alles)
    ]
    uit = judge_doel(punten, doel, basis, soort=soort, vandaag=VANDAAG)
    assert isinstance(uit.oordeel, Oordeel) and uit.uitleg.endswith(".")
    for naam in (
        "waarde",
        "padwaarde",
        "doelwaarde",
        "voortgang",
        "helling",
        "helling_laag",
        "projectie",
        "projectie_laag",
    ):
        x = getattr(uit, naam)
        assert x is None or math.isfinite(x), naam


@settings(max_examples=150, deadline=None)
@given(st.data(), goals(), bedragen, st.sampled_from([0.001, 0.25, 3.0, 1e6]), st.booleans())
def test_scale_does_not_matter(data, doel, basis, factor, marge):
    punten = series(data.draw, bedragen)
    if marge:
        punten = [replace(p, laag=p.waarde * 0.8, hoog=p.waarde * 1.3) for p in punten]
    d = doel.doel
    assume(d.soort != "mijlpaal")
    geschaald = {}
    if d.soort in ("minstens", "meer_dan", "hoogstens"):
        geschaald["waarde"] = d.waarde * factor
    if d.soort == "bereik" and not d.relatief_bereik:
        geschaald |= {"laag": d.laag * factor, "hoog": d.hoog * factor}
    ander = doel.model_copy(update={"doel": d.model_copy(update=geschaald)})
    groter = [
        replace(p, waarde=p.waarde * factor, laag=p.laag and p.laag * factor, hoog=p.hoog and p.hoog * factor)
        for p in punten
    ]
    een = judge_doel(punten, doel, basis, soort="bedrag", vandaag=VANDAAG)
    twee = judge_doel(groter, ander, basis * factor, soort="bedrag", vandaag=VANDAAG)
    # A figure that equals an interval bound to the last bit may fall on either side once it is scaled.
    assume(
        not marge
        or not any(
            math.isclose(x, g, rel_tol=1e-9)
            for x in (een.laag, een.hoog)
            if x is not None
            for g in (een.padwaarde, een.doelwaarde, basis, punten[-2].waarde if punten[1:] else 0)
            if g
        )
    )
    assert een.oordeel == twee.oordeel
    assert (een.voortgang is None) == (twee.voortgang is None)


@settings(max_examples=150, deadline=None)
@given(st.data(), goals(), bedragen | st.none(), st.sampled_from(["aantal", "bedrag", "gemiddelde", "aandeel"]))
def test_a_better_value_never_gives_a_worse_verdict(data, doel, basis, soort):
    d = doel.doel
    assume(
        d.soort in ("relatief", "per_jaar", "minstens", "meer_dan", "hoogstens", "nul")
        or (d.soort == "bereik" and doel.richting in ("omlaag", "omhoog"))
    )
    schaal = 5000 if soort == "aandeel" else 1
    if schaal > 1 and d.soort in ("minstens", "meer_dan", "hoogstens", "bereik") and not d.relatief_bereik:
        d = d.model_copy(
            update={k: getattr(d, k) / schaal for k in ("waarde", "laag", "hoog") if getattr(d, k) is not None}
        )
        doel = doel.model_copy(update={"doel": d})
    n = data.draw(st.integers(1, 400))
    *eerder, laatste = [replace(p, waarde=p.waarde / schaal, n=n) for p in series(data.draw, bedragen)]
    ander = replace(laatste, waarde=data.draw(bedragen) / schaal)
    een, twee = (
        judge_doel([*eerder, p], doel, basis and basis / schaal, soort=soort, vandaag=VANDAAG) for p in (laatste, ander)
    )
    assume({een.oordeel, twee.oordeel} <= set(RANG))
    hoger_is_beter = {"minstens": True, "meer_dan": True, "hoogstens": False, "nul": False}.get(
        d.soort, doel.richting == "omhoog" if d.soort == "bereik" or not d.waarde else d.waarde > 0
    )
    slecht, goed = sorted((een, twee), key=lambda u: u.waarde if hoger_is_beter else -u.waarde)
    assert RANG[slecht.oordeel] <= RANG[goed.oordeel]


@settings(max_examples=150, deadline=None)
@given(st.data(), goals(), bedragen, st.booleans())
def test_the_mirror_image_gets_the_same_verdict(data, doel, basis, marge):
    """Swap up and down and negate everything. Not for growth in percent: it has no mirror image."""
    d = doel.doel
    assume(
        d.soort in ("minstens", "hoogstens", "bereik", "relatief", "stabiel")
        and not (d.soort == "relatief" and not d.waarde)
    )
    punten = series(data.draw, bedragen)
    if marge:
        punten = [replace(p, laag=p.waarde * 0.8, hoog=p.waarde * 1.3) for p in punten]
    gespiegeld = [replace(p, waarde=-p.waarde, laag=p.hoog and -p.hoog, hoog=p.laag and -p.laag) for p in punten]
    spiegel = {"minstens": "hoogstens", "hoogstens": "minstens"}
    anders = {"soort": spiegel.get(d.soort, d.soort)}
    if d.soort in spiegel:
        anders["waarde"] = -d.waarde
    if d.soort == "bereik" and not d.relatief_bereik:
        anders |= {"laag": -d.hoog, "hoog": -d.laag}
    richting = {"omlaag": "omhoog", "omhoog": "omlaag"}.get(doel.richting, doel.richting)
    ander = doel.model_copy(update={"doel": d.model_copy(update=anders), "richting": richting})
    een = judge_doel(punten, doel, basis, soort="bedrag", vandaag=VANDAAG)
    twee = judge_doel(gespiegeld, ander, -basis, soort="bedrag", vandaag=VANDAAG)
    assert een.oordeel == twee.oordeel
    assert een.helling is None or math.isclose(een.helling, -twee.helling, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("kant", [1, -1])
def test_in_the_middle_of_a_band_the_far_edge_counts(kant):
    doel = goal("stabiel", 0.25)
    laag, hoog = sorted((0.8 * kant, 1.3 * kant))
    punt = Punt("2022", date(2022, 12, 31), 1.0 * kant, laag=laag, hoog=hoog)
    assert judge_doel([punt], doel, 1.0 * kant, soort="bedrag", vandaag=VANDAAG).oordeel is Oordeel.TE_KLEIN


@settings(max_examples=100, deadline=None)
@given(
    bedragen,
    deel,
    jaren.filter(lambda j: j < 2025),
    st.sampled_from(["relatief", "lineair", "samengesteld"]),
)
def test_a_series_on_its_path_is_on_course(basis, p, tot, soort):
    assume(abs(p) >= 0.01)
    anders = {} if soort == "relatief" else {"lezing": soort}
    doel = goal("relatief" if soort == "relatief" else "per_jaar", p, **anders)
    factor = {
        "relatief": lambda k: 1 + p * k / 4,
        "lineair": lambda k: 1 + p * k,
        "samengesteld": lambda k: (1 + p) ** k,
    }[soort]
    punten = [Punt(str(j), date(j, 12, 31), basis * factor(j - 2021)) for j in range(2021, tot + 1)]
    assert judge_doel(punten, doel, None, soort="bedrag", vandaag=VANDAAG).oordeel is Oordeel.OP_KOERS
    eind = Punt("2025", date(2025, 12, 31), basis * factor(4))
    assert judge_doel([*punten, eind], doel, None, soort="bedrag", vandaag=VANDAAG).oordeel is Oordeel.BEHAALD
