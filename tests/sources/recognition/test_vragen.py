"""What decides a count is never dropped unasked; what was said once is not asked again."""

import pytest

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import Keuzes, read_options
from core.sources.raw import Opmerking
from core.sources.recognition.kopnamen import load_kopnamen, spellings
from core.sources.recognition.leverancier import export_mapping, import_mapping, known_mappings
from core.sources.recognition.names import kolomnamen, normaal
from core.sources.recognition.recognise import recognise
from core.sources.recognition.remember import remember
from core.sources.recognition.sheets import ask_sheets
from tests.sources.recognition.ruw import ruw

KINDEREN = [f"9000000{n:02d}" for n in range(6)]


def maatregelen(blad="maatregelen", bestand="gi.xlsx", **anders):
    n = len(next((v for v in anders.values() if v is not None), KINDEREN[:2]))
    kolommen = {
        "jeugdige": KINDEREN[:n],
        "gemeente": ["Leiden"] * n,
        "gi": ["GI Duin"] * n,
        "type": ["OTS"] * n,
        "begindatum": ["01-02-2024"] * n,
        "einddatum": [None] * n,
    }
    return ruw({k: v for k, v in (kolommen | anders).items() if v is not None}, blad, bestand)


def een(tabel, **keuzes):
    (uit,) = recognise(tabel, None, Keuzes(**keuzes)).tabellen
    return uit


def open_(tabel):
    return [v for v in tabel.vragen if v.open]


@pytest.mark.parametrize(
    "kop",
    [
        "Einddatum maatregel",
        "Einde maatregel",
        "Datum einde maatregel",
        "Datum beëindiging",
        "Afsluitdatum",
        "Tot en met",
        "T/m",
        "Datum uitstroom",
        "Beëindigd op",
        "Tot",
        "Datum afsluiting OTS",
        "Einde JB",
    ],
)
def test_an_end_is_known_by_many_names(kop):
    uit = een(maatregelen(einddatum=None, **{kop: ["01-03-2024", None]}))
    assert uit.kolommen["einddatum"] == kop and not open_(uit)


@pytest.mark.parametrize("tabel", TABELLEN)
def test_the_lists_name_columns_that_exist_and_never_take_a_name_from_another(tabel):
    ours = {k.naam for t in TABELLEN.values() for k in t.kolommen}
    lijst = load_kopnamen()
    assert set(lijst.kolommen) <= ours and set(lijst.tweede) <= ours
    assert all(set(k) <= {c.naam for c in TABELLEN[t].kolommen} for t, k in lijst.per_tabel.items())
    for kolom, namen in spellings(tabel).items():
        for naam in namen:
            assert len(kolomnamen(tabel)[normaal(naam)]) == 1, (tabel, kolom, naam)


@pytest.mark.parametrize(
    ("kop", "waarden", "doel"),
    [
        ("Laatste contact", ["3-3-2024", "1-4-2024"], "einddatum"),
        ("Ooit klaar", ["3 maart 2024", None], "einddatum"),
        ("Waarom", ["volgens plan", "meerderjarig"], "reden_einde"),
        ("Kunne", ["vrouw", "man"], "geslacht"),
    ],
)
def test_an_unused_column_that_looks_like_one_of_ours_is_asked(kop, waarden, doel):
    uit = een(maatregelen(einddatum=None, **{kop: waarden}))
    (vraag,) = [v for v in open_(uit) if v.soort == "kolom"]
    assert (
        doel in vraag.keuzes and f'--kolom "{kop}=' in vraag.optie and (vraag.blad, vraag.kolom) == ("maatregelen", kop)
    )
    goed = een(
        maatregelen(einddatum=None, **{kop: waarden}),
        **read_options([f"{kop}={doel}", *([] if doel == "einddatum" else ["=einddatum"])]),
    )
    assert goed.kolommen[doel] == kop and not open_(goed)


def test_what_decides_nothing_is_not_asked():
    anders = {
        "Opmerking": ["ja", "nee"],
        "Mutatiedatum": ["01-01-2024", "02-01-2024"],
        "Regel": ["1", "2"],
        "Team": ["a", "b"],
    }
    assert not open_(een(maatregelen(einddatum=[None, None], **anders)))


def test_a_gi_in_a_column_of_costs_and_an_amount_are_seen():
    kosten = {
        "gemeente": ["Leiden"] * 2,
        "periode_begin": ["01-01-2024"] * 2,
        "periode_einde": ["31-01-2024"] * 2,
        "bedrag": ["10,00"] * 2,
        "wie stuurde": ["Jeugdbescherming west", "William Schrikker"],
        "x": ["1,50", "2,00"],
    }
    gevraagd = {v.kolom: v.keuzes[0] for v in open_(een(ruw(kosten, "declaraties")))}
    assert gevraagd == {"wie stuurde": "gi", "x": "volume"}


def test_a_table_that_never_ends_is_asked():
    (vraag,) = open_(een(maatregelen(einddatum=None)))
    assert vraag.soort == "ontbreekt" and '"=einddatum"' in vraag.optie
    assert not open_(een(maatregelen(einddatum=None), **read_options(["=einddatum"])))
    assert not open_(een(maatregelen(einddatum=None), antwoorden={vraag.onderwerp: "die is er niet"}))


def test_a_second_key_beside_a_better_one_is_no_doubt():
    uit = een(
        maatregelen(
            jeugdige=None,
            gemeente=None,
            BSN=KINDEREN[:2],
            Klantnummer=["1", "2"],
            Gemeentecode=["0546"] * 2,
            Gemeentenaam=["Leiden"] * 2,
            einddatum=[None] * 2,
        )
    )
    assert (uit.kolommen["jeugdige"], uit.kolommen["gemeente"]) == ("BSN", "Gemeentecode") and not open_(uit)


def test_a_second_key_is_used_where_the_better_one_is_empty():
    uit = een(maatregelen(jeugdige=None, BSN=[KINDEREN[0], None], Klantnummer=["1", "77"], einddatum=[None] * 2))
    assert uit.data["BSN"].to_pylist() == [KINDEREN[0], "77"]
    assert "tweede_gebruikt" in [o.code for o in uit.opmerkingen]


def test_the_gi_is_given_once_or_asked_with_what_the_title_says():
    tabel = maatregelen(gi=None, einddatum=[None] * 2)
    tabel.titel = ("Levering Jeugdbescherming Duin - 2024",)
    (vraag,) = open_(een(tabel))
    assert vraag.soort == "waarde" and vraag.keuzes == ("Jeugdbescherming Duin",)
    uit = een(tabel, gi="GI Duin")
    assert uit.data[uit.kolommen["gi"]].to_pylist() == ["GI Duin"] * 2 and not open_(uit)


def test_the_name_of_the_sheet_can_be_the_gemeente():
    tabel = maatregelen("Leiden", "jb.xlsx", gemeente=None, einddatum=[None] * 2)
    (vraag,) = open_(een(tabel))
    assert "--gemeente blad" in vraag.optie and vraag.keuzes == ("Leiden",)
    uit = een(tabel, gemeente="blad")
    assert uit.data[uit.kolommen["gemeente"]].to_pylist() == ["Leiden"] * 2


def test_a_name_only_on_the_first_row_of_its_group_is_asked():
    namen = ["GI Duin", None, None, "GI Bos", None, None]
    (vraag,) = open_(een(maatregelen(gi=namen)))
    assert vraag.soort == "doortrekken"
    uit = een(maatregelen(gi=namen), **read_options(["gi=gi+"]))
    assert uit.data["gi"].to_pylist() == ["GI Duin"] * 3 + ["GI Bos"] * 3
    assert een(maatregelen(gi=namen), **read_options(["gi=gi"])).data["gi"].null_count == 4
    assert not open_(een(maatregelen(gi=["a", "b", None, "c", "a", "b"])))


def test_totals_headers_and_footers_are_no_records_and_told_once():
    tabel = maatregelen(
        jeugdige=["900000001", "jeugdige", "Totaal Leiden", None, None, None],
        gemeente=["Leiden", "gemeente", None, "Leiden", None, None],
        gi=["GI", "gi", None, "Totaal", None, None],
        type=["OTS", "type", "1", "1", None, None],
        begindatum=["01-02-2024", "begindatum", None, "01-01-2024", None, None],
        einddatum=[None, "einddatum", None, None, "Toegepaste filters: regio is HR", "Alleen de eerste 150.000 rijen"],
    )
    uit = een(tabel)
    assert uit.data["jeugdige"].to_pylist() == ["900000001"]
    gezegd = [o.code for o in uit.opmerkingen]
    assert gezegd.count("kop_herhaald") == gezegd.count("totaalregel") == gezegd.count("levering_onvolledig") == 1
    assert "150.000" in next(o.melding for o in uit.opmerkingen if o.code == "levering_onvolledig")


def test_a_provider_called_totaal_keeps_its_rows():
    kosten = {
        "gemeente": ["Leiden"] * 2,
        "jeugdige": ["900000001", None],
        "aanbieder": ["Totaal", "Totaal Zorg BV"],
        "periode_begin": ["01-01-2024"] * 2,
        "periode_einde": ["31-01-2024"] * 2,
        "bedrag": ["1,00"] * 2,
    }
    assert een(ruw(kosten, "declaraties")).data.num_rows == 2


def kosten(blad, kinderen, bedrag="1,00"):
    n = len(kinderen)
    return een(
        ruw(
            {
                "gemeente": ["Leiden"] * n,
                "jeugdige": kinderen,
                "aanbieder": ["A"] * n,
                "bedrag": [bedrag] * n,
                "periode_begin": ["01-01-2024"] * n,
                "periode_einde": ["31-01-2024"] * n,
            },
            blad,
            "kosten.xlsx",
        )
    )


def test_a_copy_of_a_sheet_and_a_hidden_sheet_are_asked():
    eerste, kopie, ander = (
        kosten(b, k)
        for b, k in (
            ("declaraties", KINDEREN),
            ("declaraties concept", KINDEREN[1:]),
            ("declaraties (2)", ["900009999"]),
        )
    )
    uit = ask_sheets([eerste, kopie, ander], Keuzes())
    assert [bool(open_(t)) for t in uit] == [False, True, False]
    weg = ask_sheets([eerste, kopie], Keuzes(bladen={"declaraties concept": "ja"}))
    assert len(weg) == 2 and not open_(weg[1])
    (vraag,) = open_(uit[1])
    assert len(ask_sheets([eerste, kopie], Keuzes(antwoorden={vraag.onderwerp: "nee"}))) == 1
    eerste.opmerkingen.append(Opmerking("blad_verborgen", "x"))
    assert open_(ask_sheets([eerste], Keuzes())[0])


def test_years_as_columns_are_no_children():
    uit = een(ruw({"Gemeente": ["Leiden"], "2022": ["1"], "2023": ["2"]}, "Jeugdbescherming"))
    assert uit.tabel is None and uit.opmerkingen[-1].code == "totalen_per_jaar"


@pytest.mark.parametrize(
    ("opties", "woord"),
    [
        ({"kolom": ["Tot"]}, "niet te lezen"),
        ({"kolom": ["Tot=eindtijd"]}, "eindtijd"),
        ({"kolom": ["="]}, "zegt niets"),
        ({"blad": ["Blad1=soms"]}, "soms"),
        ({"code": ["type:OTS=99"]}, "--code"),
        ({"code": ["type=11"]}, "--code"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(opties, woord):
    with pytest.raises(Melding, match=woord):
        read_options(**opties)


def test_two_columns_chosen_for_one_is_refused():
    with pytest.raises(Melding, match="twee kolommen"):
        een(maatregelen(a=["1-1-2024"], b=["2-1-2024"]), **read_options(["a=einddatum", "b=einddatum"]))


def test_a_mapping_is_recognised_by_its_headers_and_can_be_given_away(tmp_path):
    vreemd = {
        "jeugdige": KINDEREN[:2],
        "gemeente": ["Leiden"] * 2,
        "gi": ["GI"] * 2,
        "type": ["OTS + MUHP", "OTS"],
        "begindatum": ["01-02-2024"] * 2,
        "Ooit klaar": ["01-03-2024", None],
        "Extra": ["ja", "nee"],
    }
    keuzes = Keuzes(nummers="eigen", **read_options(["Ooit klaar=einddatum", "Extra="], code=["type:OTS + MUHP=11"]))
    eerst = een(ruw(vreemd, "maatregelen"), nummers="eigen", **read_options(["Ooit klaar=einddatum"]))
    pad = remember("GI Duin", [eerst], keuzes, tmp_path / "een")
    assert "900000001" not in pad.read_text() and known_mappings(["jeugdige"], (tmp_path / "een",)) == []
    koppen = ["EXTRA", *[k for k in vreemd if k != "Extra"]]
    assert [v.naam for v in known_mappings(koppen, (tmp_path / "een",))] == ["GI Duin"]
    gegeven = import_mapping(export_mapping("GI Duin", (tmp_path / "een",)), tmp_path / "twee")
    assert [gegeven] == known_mappings(koppen, (tmp_path / "twee",)) and gegeven.nummers == "eigen"
    (uit,) = recognise(ruw(vreemd, "Iets heel anders"), gegeven, Keuzes()).tabellen
    assert uit.kolommen["einddatum"] == "Ooit klaar" and not open_(uit)
    assert uit.data["type"].to_pylist() == ["11", "OTS"] and uit.gezegd.nummers == "eigen"


def test_a_mapping_with_an_unknown_key_is_refused(tmp_path):
    with pytest.raises(Melding, match="kleur"):
        import_mapping(
            b"naam: x\ntoelichting: t\nbron: b\nkleur: rood\ntabellen:\n- blad: [m]\n  tabel: maatregelen\n"
            b"  kolommen: {a: jeugdige}\n",
            tmp_path,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_header_in_the_middle_and_a_total_hide_no_column():
    """Two words of status on many rows and one odd row: by the values it would be a third of it."""
    n = 12
    kop = ["toegekend", "afgewezen"] * 3 + ["Veld 6"] + ["toegekend"] * 5
    uit = een(
        ruw(
            {
                "gemeente": ["Leiden"] * n,
                "bedrag": ["10,00"] * n,
                "periode_begin": ["01-02-2024"] * n,
                "periode_einde": ["29-02-2024"] * n,
                "Veld 6": kop,
                "Team": ["Noord"] * n,
            },
            "declaraties",
        )
    )
    assert [v.keuzes[0] for v in open_(uit)] == ["status"]
    met = een(
        ruw({k: [w] * 3 for k, w in PLAATSING.items()} | {"Veld 7": ["1", "0", "1"]}, "plaatsingen"), zonder=ZONDER
    )
    assert [v.kolom for v in open_(met)] == ["Veld 7"] and {"netwerk", "netwerk_verkend"} <= set(open_(met)[0].keuzes)


PLAATSING = {"jeugdige": KINDEREN[0], "gemeente": "Leiden", "verblijfsvorm": "pleegzorg", "begindatum": "01-02-2024"}
ZONDER = frozenset({"einddatum", "gi"})


def test_a_gi_in_the_name_of_a_sheet_is_asked_where_it_may_be_absent_too():
    crisis = {"jeugdige": KINDEREN[:2], "gemeente": ["Leiden"] * 2, "melding": ["01-02-2024 10:00"] * 2}
    blad = "crises 2024 Samen Veilig Bos"
    (vraag,) = open_(een(ruw(crisis, blad)))
    assert vraag.keuzes == ("Samen Veilig Bos", "leeg laten") and '"=gi"' in vraag.optie
    sleutel = (vraag.soort, vraag.onderwerp)
    uit = een(ruw(crisis, blad), antwoorden={sleutel: "Samen Veilig Bos"})
    assert uit.data[uit.kolommen["gi"]].to_pylist() == ["Samen Veilig Bos"] * 2
    for rest in ({"antwoorden": {sleutel: "leeg laten"}}, {"zonder": frozenset({"gi"})}):
        uit = een(ruw(crisis, blad), **rest)
        assert "gi" not in uit.kolommen and not open_(uit)
    assert not open_(een(ruw(crisis, "crises Leiden")))
