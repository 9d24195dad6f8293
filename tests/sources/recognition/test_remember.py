"""A mapping that is kept says no more than what somebody said: no sheet goes, and no table of an earlier delivery."""

import yaml

from core.sources.keuzes import Keuzes
from core.sources.readers import read
from core.sources.recognition.leverancier import load_leverancier
from core.sources.recognition.remember import remember
from tests.sources.readers import maken

KOP = ["BSN", "Gemeente", "GI", "Type maatregel", "Begindatum", "Einddatum"]
HULP = ["BSN", "Gemeente", "Zorgaanbieder", "Toewijzingnummer", "Begindatum", "Einddatum"]


def row(n, tabel="maatregelen"):
    midden = ["GI Duin", "OTS"] if tabel == "maatregelen" else ["Aanbieder Zee", f"T{n}"]
    return [f"90000000{n}", "Leiden", *midden, "01-02-2024", None]


def sheet(*nummers):
    return [KOP, *map(row, nummers)]


def book(tmp_path, naam, **bladen):
    return maken.xlsx(tmp_path / naam, {k.replace("_", " ").strip(): v for k, v in bladen.items()})


def keep(tmp_path, pad, naam="GI Duin", **keuzes):
    keuzes = Keuzes(**keuzes)
    return remember(naam, read(pad, keuzes=keuzes), keuzes, tmp_path / "eigen")


def sheets_of(pad, mapping):
    return sorted(t.blad for t in read(pad, leverancier=str(mapping)) if t.tabel)


def test_no_about_a_sheet_that_is_only_a_year_is_about_that_year(tmp_path):
    eerst = book(tmp_path, "duin.xlsx", _2023=sheet(1, 2), _2024=sheet(3, 4))
    mapping = keep(tmp_path, eerst, bladen={"2023": "nee", "2024": "maatregelen"})
    assert yaml.safe_load(mapping.read_text())["bladen"] == {"2023": "nee"}
    assert load_leverancier(str(mapping)).tabellen[0].blad == ("2024",)
    later = book(tmp_path, "later.xlsx", _2023=sheet(1, 2), _2024=sheet(3, 4), _2025=sheet(5))
    assert sheets_of(later, mapping) == ["2024", "2025"]


def test_what_is_not_so_of_every_year_is_kept_for_its_own_name(tmp_path):
    eerst = book(tmp_path, "duin.xlsx", maatregelen_2023=sheet(1, 2), maatregelen_2024=sheet(3, 4))
    mapping = keep(tmp_path, eerst, bladen={"maatregelen 2023": "nee"})
    assert yaml.safe_load(mapping.read_text())["bladen"] == {"maatregelen 2023": "nee"}
    later = book(tmp_path, "later.xlsx", maatregelen_2024=sheet(3), maatregelen_2025=sheet(5, 6))
    assert sheets_of(later, mapping) == ["maatregelen 2024", "maatregelen 2025"]


def test_two_answers_about_one_kind_of_sheet_do_not_wipe_each_other(tmp_path):
    eerst = book(tmp_path, "duin.xlsx", maatregelen_2023=sheet(1, 2), maatregelen_2024=sheet(3, 4))
    mapping = keep(tmp_path, eerst, bladen={"maatregelen 2023": "nee", "maatregelen 2024": "ja"})
    assert sheets_of(eerst, mapping) == ["maatregelen 2024"]


def test_a_sheet_that_goes_as_the_time_before_is_named(tmp_path):
    eerst = book(tmp_path, "duin.xlsx", maatregelen=sheet(1, 2), proef_2024=sheet(3, 4))
    mapping = keep(tmp_path, eerst, bladen={"proef 2024": "nee"})
    later = book(tmp_path, "later.xlsx", maatregelen=sheet(1), proef_2025=sheet(5, 6))
    (tabel,) = read(later, leverancier=str(mapping))
    (zin,) = [o.melding for o in tabel.opmerkingen if o.code == "blad_overgeslagen"]
    assert "proef 2025" in zin and "vorige keer" in zin
    gezegd = read(later, keuzes=Keuzes(leverancier=str(mapping), bladen={"proef 2025": "maatregelen"}))
    assert [t.blad for t in gezegd] == ["maatregelen", "proef 2025"]


def test_a_second_load_keeps_what_was_said_of_tables_that_are_not_in_it(tmp_path):
    maatregelen = book(tmp_path, "m.xlsx", Blad1=[["Kindnr", *KOP[1:]], row(1), row(2)])
    keep(tmp_path, maatregelen, bladen={"Blad1": "maatregelen"}, per_tabel={"maatregelen": {"kindnr": "jeugdige"}})
    hulp = book(tmp_path, "t.xlsx", Blad1=[["Clientje", *HULP[1:]], row(3, "trajecten"), row(4, "trajecten")])
    mapping = keep(tmp_path, hulp, bladen={"Blad1": "trajecten"}, per_tabel={"trajecten": {"clientje": "jeugdige"}})
    assert [b.tabel for b in load_leverancier(str(mapping)).tabellen] == ["trajecten", "maatregelen"]
    for pad, tabel in ((maatregelen, "maatregelen"), (hulp, "trajecten")):
        (gelezen,) = read(pad, leverancier=str(mapping))
        assert gelezen.tabel == tabel and gelezen.kolommen["jeugdige"] in ("Kindnr", "Clientje") and not gelezen.vragen


def test_a_sheet_of_which_somebody_now_says_otherwise_is_not_both(tmp_path):
    kop = ["BSN", "Gemeente", "GI", "Soort", "Begindatum", "Einddatum"]
    pad = book(tmp_path, "x.xlsx", Lijst=[kop, ["900000001", "Leiden", "GI Duin", "72", "01-02-2024", None]])
    keep(tmp_path, pad, bladen={"Lijst": "maatregelen"}, per_tabel={"maatregelen": {"soort": "type"}})
    mapping = keep(tmp_path, pad, bladen={"Lijst": "machtigingen"}, per_tabel={"machtigingen": {"soort": "type"}})
    assert [b.tabel for b in load_leverancier(str(mapping)).tabellen] == ["machtigingen"]


def test_one_form_that_is_another_table_in_another_file_is_told_apart_by_the_file_or_asked(tmp_path):
    kop = ["BSN", "Gemeente", "GI", "Soort", "Begindatum", "Einddatum"]

    def files(wanneer, *namen):
        codes = {"ots": "OTS", "uhp": "72"}
        rijen = {
            n: [f"90000000{nr}", "Leiden", "GI Duin", codes[n[:3]], "01-02-2024", None] for nr, n in enumerate(namen)
        }
        return [book(tmp_path, f"{n} {wanneer}.xlsx", Blad1=[kop, rijen[n]]) for n in namen]

    paden = files("2025-K3", "ots", "uhp")
    wat = {("tabel", "ots 2025-K3.xlsx · Blad1"): "maatregelen", ("tabel", "uhp 2025-K3.xlsx · Blad1"): "machtigingen"}
    soort = {t: {"soort": "type"} for t in ("maatregelen", "machtigingen")}
    keuzes = Keuzes(antwoorden=wat, per_tabel=soort)
    gelezen = [t for pad in paden for t in read(pad, keuzes=keuzes)]
    mapping = remember("GI Duin", gelezen, keuzes, tmp_path / "eigen")
    for pad, tabel in zip(files("2026-K1", "ots", "uhp"), ("maatregelen", "machtigingen"), strict=True):
        (deel,) = read(pad, leverancier=str(mapping))
        assert deel.tabel == tabel and deel.kolommen["type"] == "Soort" and not deel.vragen
    ander = book(tmp_path, "lijst.xlsx", Blad1=[kop, ["900000009", "Leiden", "GI Duin", "OTS", "01-02-2024", None]])
    (deel,) = read(ander, leverancier=str(mapping))
    (vraag,) = deel.vragen
    assert deel.tabel is None and vraag.moet and set(vraag.keuzes[:2]) == {"maatregelen", "machtigingen"}
    (deel,) = read(ander, leverancier=str(mapping), antwoorden={("tabel", "lijst.xlsx · Blad1"): "machtigingen"})
    assert deel.tabel == "machtigingen" and deel.kolommen["type"] == "Soort"
