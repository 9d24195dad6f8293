"""Tables, messages, names of files, goals: what the screens are built from."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pytest

from core.model.doel import Basis, Bron, Doel, Doelwaarde
from core.model.maat import Maat
from core.model.oordeel import SYMBOOL, Oordeel, Uitkomst
from core.ui import doelen, goal_words
from core.ui.gegevens.source import safe_name
from core.ui.kernwaarden import target_words
from core.ui.melding import plain
from core.ui.outcome import unit
from core.ui.table import Html, readable, table_html
from tests.charts.tabellen import reeks
from tests.kijk import shared
from tests.ui.test_doelen import html, open_page


@dataclass
class Stand:
    doel: Doel
    maat: Maat | None
    reeks: pd.DataFrame
    uitkomst: Uitkomst


def stand(oordeel, waarde=5.0, *, id="K1-01", soort="ontwikkelopgave", prioriteit="A", **extra):
    doel = Doel(
        id=id,
        label=f"Doel {id}",
        kernwaarden=extra.pop("kernwaarden", (1,)),
        soort=soort,
        niveau="inspanning",
        prioriteit=prioriteit,
        richting="omlaag",
        databron="opvraag",
        eenheid="jeugdigen",
        doel=Doelwaarde(soort="minstens", waarde=4),
        bronnen=(Bron(title="Contract"),),
        definitie="Aantal.",
        per_aanbieder=False,
        leverancier="GI Noord",
        basis=Basis(jaar=2021),
    )
    uitkomst = Uitkomst(oordeel, periode="2024", waarde=waarde, doelwaarde=4.0, **extra)
    return Stand(doel, None, reeks([6, waarde]), uitkomst)


def test_a_table_has_a_caption_scopes_and_escaped_cells():
    html = table_html([{"GI": "<b>x</b>", "Aantal": "1.234"}], "Per <GI>", getallen=["Aantal"])
    assert "<caption>Per &lt;GI&gt;</caption>" in html
    assert '<th scope="col">GI</th>' in html and '<th scope="row">&lt;b&gt;x&lt;/b&gt;</th>' in html
    assert '<td class="kd-getal">1.234</td>' in html


def test_our_own_html_stays_and_dates_stay_whole():
    html = table_html([{"A": Html("<i>a</i>"), "B": "01-02-2024"}], "x")
    assert "<i>a</i>" in html and '<span class="kd-heel">01-02-2024</span>' in html


def test_an_empty_table_is_no_error():
    assert "<tbody></tbody>" in table_html([], "leeg")


def test_a_series_is_readable_in_dutch():
    tabel, getallen = readable(reeks([0.25, None], voorlopig=2019, marge=0.05), "aandeel")
    assert tabel.to_dict("records") == [
        {"Periode": "2020", "Waarde": "–", "95%-interval": "–", "n": "–", "Opmerking": "nog niet meetbaar"},
        {
            "Periode": "2019",
            "Waarde": "25,0%",
            "95%-interval": "20,0% tot 30,0%",
            "n": "0,2",
            "Opmerking": "voorlopig",
        },
    ]
    assert getallen == ["Waarde", "95%-interval", "n"]


def test_codes_become_names_in_a_table():
    tabel, _ = readable(reeks([3], gemeente="GM0505"), "jeugdigen")
    assert tabel["Gemeente"].tolist() == ["Dordrecht"]


def test_the_newest_comes_first_and_every_figure_stays_in_its_row():
    tabel, _ = readable(pd.concat([reeks([3, 5], gemeente=g) for g in ("GM0505", "GM0482")]), "jeugdigen")
    rijen = list(zip(tabel["Periode"], tabel["Gemeente"], tabel["Waarde"], strict=True))
    assert rijen == [
        ("2020", "Dordrecht", "5"),
        ("2020", "Alblasserdam", "5"),
        ("2019", "Dordrecht", "3"),
        ("2019", "Alblasserdam", "3"),
    ]


@pytest.mark.parametrize("tekst", ["![x](http://x/y.png)", ":red[x]", "$x$", "<img src=x>", "`x`", "**x**", "[a](b)"])
def test_text_from_data_is_no_markdown(tekst):
    kaal = plain(tekst)
    assert kaal.replace("\\", "") == tekst
    assert all(kaal[i - 1] == "\\" for i, teken in enumerate(kaal) if teken in "[]()*`$<>:!")


@pytest.mark.parametrize(
    ("naam", "veilig"),
    [
        ("maatregelen.csv", "maatregelen.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\GI Noord 2024.xlsx", "GI Noord 2024.xlsx"),
        ("a\x00b.csv", "a_b.csv"),
        ("..", "bestand"),
        ("", "bestand"),
        (".verborgen", "verborgen"),
        ("x/..", "bestand"),
    ],
)
def test_a_name_never_becomes_a_path(naam, veilig):
    assert safe_name(naam) == veilig


def test_a_long_name_keeps_its_ending():
    assert safe_name("a" * 500 + ".xlsx").endswith(".xlsx") and len(safe_name("a" * 500 + ".xlsx")) == 120


def test_every_verdict_has_a_place_a_symbol_and_a_word():
    assert set(doelen.VOLGORDE) == set(Oordeel)
    for oordeel in Oordeel:
        html = goal_words.chip(oordeel)
        assert f">{SYMBOOL[oordeel]}</span>{oordeel.value}<" in html
        assert f"{oordeel.value} (3)<" in goal_words.chip(oordeel, 3)


def test_what_needs_attention_comes_first_and_main_agreements_lead():
    standen = [
        stand(Oordeel.OP_KOERS, id="A"),
        stand(Oordeel.ACHTER, id="B", soort="procesnorm"),
        stand(Oordeel.ACHTER, id="C"),
        stand(Oordeel.VERSLECHTERD, id="D", prioriteit="B"),
        stand(Oordeel.GEEN_GEGEVENS, None, id="E"),
    ]
    assert [s.doel.id for s in doelen.attention(standen)] == ["C", "D", "B"]
    assert [s.doel.id for s in doelen.with_figures(standen)] == ["D", "C", "B", "A"]


def test_the_summary_counts():
    standen = [
        stand(Oordeel.OP_KOERS),
        stand(Oordeel.BEHAALD),
        stand(Oordeel.ACHTER),
        stand(Oordeel.TE_KLEIN),
        stand(Oordeel.GEEN_GEGEVENS, None),
    ]
    assert doelen.summary_sentence(standen) == (
        "Van de 5 doelen zijn er 4 gemeten: 2 op koers of behaald, 1 vraagt aandacht, bij 1 is het verschil "
        "te klein om iets te zeggen. Voor 1 doel zijn er bij deze keuze geen cijfers."
    )
    assert doelen.summary_sentence(standen[-1:]) == "Voor geen van de 1 doel zijn al cijfers geladen."


def test_a_goal_to_which_no_figure_belongs_is_not_missing():
    context = stand(Oordeel.ALLEEN_RICHTING, None)
    context = replace(context, doel=context.doel.model_copy(update={"databron": "context"}))
    zin = doelen.summary_sentence([stand(Oordeel.ACHTER), context])
    assert zin.endswith("1 vraagt aandacht. Bij 1 doel hoort geen cijfer.")


def test_a_figure_that_may_not_be_shown_has_no_verdict():
    """ "Te klein om te zeggen" is a verdict on a figure that is there."""
    dicht, klein = stand(Oordeel.TE_KLEIN, None), stand(Oordeel.TE_KLEIN)
    assert "te klein om te delen" in goal_words.verdict_chip(dicht)
    assert "te zeggen" not in goal_words.verdict_chip(dicht)
    assert "te klein om te zeggen" in goal_words.verdict_chip(klein)


def test_the_parts_of_the_summary_add_up_to_what_was_measured():
    standen = [stand(o) for o in Oordeel] * 2
    telling = [int(g) for g in re.findall(r"\d+", doelen.summary_sentence(standen))]
    assert telling[:2] == [len(standen)] * 2 and sum(telling[2:]) == len(standen)


def test_no_clear_change_is_a_verdict_and_not_something_for_later():
    zin = doelen.summary_sentence([stand(Oordeel.GEEN_VERANDERING), stand(Oordeel.OP_KOERS)])
    assert "bij 1 is er geen duidelijke verandering." in zin and "te beoordelen" not in zin


def test_what_is_too_small_to_share_is_not_called_missing():
    standen = [stand(Oordeel.ACHTER), stand(Oordeel.TE_KLEIN, None), stand(Oordeel.GEEN_GEGEVENS, None)]
    assert doelen.summary_sentence(standen) == (
        "Van de 3 doelen is er 1 gemeten: 0 op koers of behaald, 1 vraagt aandacht. Bij 1 doel is het cijfer te klein "
        "om te delen. Voor 1 doel zijn er bij deze keuze geen cijfers."
    )
    assert "groot genoeg om te delen" in doelen.summary_sentence(standen[1:2])
    assert "geladen" not in doelen.summary_sentence(standen[1:2])


def test_n_belongs_to_the_figure_that_is_shown():
    """Of 2024 it is 23; the provisional one after it is of 20, and one day there is one of nothing."""
    zaak = stand(Oordeel.ACHTER, dag=date(2024, 12, 31))
    zaak.doel = zaak.doel.model_copy(update={"eenheid": "aandeel"})
    zaak.reeks = reeks([0.6, 0.5, 0.4, None], 2023).assign(n=[25.0, 23.0, 20.0, 0.0])
    assert goal_words.size(zaak) == " · n = 23"
    zaak.doel = zaak.doel.model_copy(update={"eenheid": "jeugdigen"})
    assert goal_words.size(zaak) == "", "a count is its own n"
    zaak.doel = zaak.doel.model_copy(update={"eenheid": "euro"})
    assert goal_words.size(zaak) == "", "of a sum the n is records, or children to share"
    zaak.reeks = zaak.reeks.assign(noemer=zaak.reeks["n"])
    assert goal_words.size(zaak) == " · n = 23", "an amount per child"


def test_a_milestone_is_told_by_its_days():
    mijlpaal = stand(Oordeel.NIET_BEHAALD, 0.0, doeldag=date(2022, 1, 1), dag=date(2026, 11, 22))
    mijlpaal.doel = mijlpaal.doel.model_copy(update={"eenheid": "ja/nee"})
    assert goal_words.sentence(mijlpaal) == "Nog niet behaald; afgesproken was uiterlijk 01-01-2022."
    html = doelen.card_html(mijlpaal, "")
    assert "uiterlijk 01-01-2022" in html and "n = " not in html and ">nee" in html


def test_a_target_has_no_decimal_that_says_nothing():
    assert goal_words.figure(2113.6, "etmalen") == "2.114" and goal_words.figure(35.2, "maatregelen") == "35,2"
    assert goal_words.percent(0.6) == "60%" and goal_words.percent(0.125) == "12,5%"


def test_a_card_shows_value_verdict_n_and_date():
    html = doelen.card_html(stand(Oordeel.ACHTER), '<img alt="verloop">', "Nu 4 op 31 oktober 2026.")
    for deel in (  # its name is the link above it
        ">5 <small>jeugdigen</small>",
        "achter",
        "2024",
        "Nu 4 op 31 oktober 2026",
        "Doel ten minste 4",
        "verloop",
    ):
        assert deel in html


def test_goals_stand_under_their_first_kernwaarde():
    from core.model.doel import Regio

    regio = Regio(id="r", naam="R", gemeenten=(), kernwaarden={1: "Thuis", 2: "Vak"})
    standen = [
        stand(Oordeel.ACHTER, id="A", kernwaarden=(2, 1)),
        stand(Oordeel.ACHTER, id="B", kernwaarden=()),
    ]
    groepen = doelen.by_kernwaarde(standen, regio)
    assert {naam: [s.doel.id for s in groep] for naam, groep in groepen.items()} == {
        "2. Vak": ["A"],
        "Overige afspraken": ["B"],
    }


def test_a_figure_that_was_asked_for_has_the_unit_of_its_goal():
    assert unit(stand(Oordeel.ACHTER)) == "jeugdigen"


def test_one_child_is_told_in_the_singular():
    een = stand(Oordeel.ACHTER)
    doel = een.doel.model_copy(update={"doel": Doelwaarde(soort="relatief", waarde=-0.5, datum=date(2025, 12, 31))})
    woorden = [target_words(doel, replace(een.uitkomst, doelwaarde=w, basis=2 * w), "jeugdigen") for w in (1.0, 2.0)]
    assert "dat is 1 jeugdige" in woorden[0] and "jeugdigen" not in woorden[0].split("dat is")[1]
    assert "dat is 2 jeugdigen" in woorden[1]


def test_how_figures_to_share_are_rounded_is_told_on_the_page_as_on_what_leaves(store):
    view = shared(store)
    assert "afgerond op 5, bedragen en etmalen grover" in view.weergave.soort
    assert "afgerond op 5, bedragen en etmalen grover" in html(open_page("maatregelen", regio="zhz", weergave="delen"))
