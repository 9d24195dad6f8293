"""How deliveries follow on each other (counting rules, section 1a)."""

import datetime as dt
import itertools

import pandas as pd
import pytest

from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.sources import loaded_before
from core.staat import audit
from core.store import versions
from core.store.afzender import sender_key
from tests.kijk import exact

JAAR = {"van": dt.date(2024, 1, 1), "tm": dt.date(2024, 12, 31)}
KOP = "jeugdige;gemeente;gi;type;begindatum;einddatum\n"


class Store:
    """A store that gets one delivery after another."""

    def __init__(self, map_):
        self.map, self.pad, self._nr = map_, map_ / "store", itertools.count()

    def file(self, tabel: str, tekst: str):
        bestand = self.map / str(next(self._nr)) / f"{tabel}.csv"
        bestand.parent.mkdir()
        bestand.write_text(tekst, "utf-8")
        return bestand

    def load(self, tabel: str, tekst: str, **keuzes):
        return dashboard.import_sources(self.pad, [self.file(tabel, tekst)], **keuzes)

    def measures(self, gi: str, *rijen: str, **keuzes):
        """Rows `K1 2024-02-01 2024-05-01`, the end optional; all OTS in Dordrecht unless a fourth word says where."""
        delen = [[*r.split(), "", "", ""][:4] for r in rijen]
        tekst = "".join(f"{k};{waar or 'Dordrecht'};{gi};OTS;{b};{'' if e == '-' else e}\n" for k, b, e, waar in delen)
        return self.load("maatregelen", KOP + tekst, **(JAAR | keuzes))

    def series(self, maat: str, *splits: str, **filters) -> dict:
        """period (and cell) -> (value or None, who is missing)."""
        frame = exact(dashboard.open_store(self.pad)).reeks(maat, Selectie(splits=splits).with_(**filters))
        return {
            (r["periode"], *(r[k] for k in splits)) if splits else r["periode"]: (
                None if pd.isna(r["waarde"]) else r["waarde"],
                r["onvolledig"],
            )
            for r in frame.to_dict("records")
        }

    def value(self, maat: str, periode: str = "2024"):
        return self.series(maat)[periode][0]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def said(verslag, woorden: str) -> bool:
    return any(woorden in o.melding for o in verslag.opmerkingen)


@pytest.mark.parametrize(
    "een, ander, zelfde",
    [
        ("Jeugdbescherming west", "Jeugdbescherming West", True),
        ("JB-West", "jb west", True),
        ("Stichting De Brug", "De Brug", True),
        ("Zorg B.V.", "zorg bv", True),
        ("Zorg BV", "Zorg N.V.", True),
        ("Café Zorg", "Cafe zorg", True),
        ("GI Noord", "GI Zuid", False),
        ("Stichting", "B.V.", False),
        ("BV", "bv.", True),
        ("Stad", "St Ad", False),
    ],
)
def test_a_sender_is_known_under_other_capitals_punctuation_and_legal_form(een, ander, zelfde):
    assert (sender_key(een) == sender_key(ander)) == zelfde


def test_a_later_delivery_of_the_same_sender_and_period_replaces(store):
    store.measures("Jeugdbescherming west", "A1 2024-02-01", "A2 2024-02-01", "A3 2024-02-01")
    verslag = store.measures("Stichting Jeugdbescherming West", "A1 2024-02-01", "A2 2024-02-01")
    assert store.value("ots_stand") == 2 and said(verslag, "1 regel uit een eerdere levering")
    assert "S003" in set(exact(dashboard.open_store(store.pad)).bevindingen()["code"])
    store.measures("GI Oost", "B1 2024-02-01")
    assert store.value("ots_stand") == 3, "another sender"


def test_a_period_that_was_not_given_is_rounded_to_quarters_and_another_one_supplements(store):
    vrij = {"van": None, "tm": None}
    store.measures("GI A", "A1 2024-02-01", "A2 2024-03-02", "A3 2024-11-05", **vrij)
    store.measures("GI A", "A2 2024-03-02", "A3 2024-11-07", **vrij)  # other first and last day, the same quarters
    with versions.reading(store.pad) as verbinding:
        over = verbinding.vraag("select levering from maatregelen order by 1")["levering"].tolist()
    assert over == [2, 2]
    verslag = store.measures("GI A", "A4 2025-01-02", **vrij)
    assert said(verslag, "Dat blijft meetellen; is het vervallen, laad dan met --vervangt.")
    with versions.reading(store.pad) as verbinding:
        assert len(verbinding.vraag("select * from maatregelen")) == 3


def test_replacing_holds_within_the_gemeenten_that_both_hold(store):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-02-01 - Zwijndrecht")
    store.measures("GI A", "A3 2024-02-01")
    assert store.series("ots_stand", "gemeente") == {("2024", "GM0505"): (1, ""), ("2024", "GM0642"): (1, "")}


@pytest.mark.parametrize("opties, verwacht", [({"vervangt": True}, 1), ({"vervangt": False}, 3), ({}, 3)])
def test_the_user_may_say_which_it_is(store, opties, verwacht):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-02-01")
    anders = {"van": dt.date(2024, 7, 1)} if opties.get("vervangt") is not False else {}
    store.measures("GI A", "A3 2024-08-01", **anders, **opties)
    assert store.value("ots_stand") == verwacht


def test_figures_of_another_year_supplement_and_of_the_same_year_replace(store):
    kop = "gemeente;jaar;leeftijd_van;leeftijd_tot;aantal\n"
    for jaar, aantal in ((2023, 900), (2024, 1000), (2024, 1100)):
        elders = "GM0642;2024;0;17;5\n" if aantal == 1000 else ""
        store.load("bevolking", f"{kop}GM0505;{jaar};0;17;{aantal}\n{elders}")
    with versions.reading(store.pad) as verbinding:
        er_is = verbinding.vraag("select gemeente, jaar, aantal from bevolking order by 1, 2").values.tolist()
    assert er_is == [["GM0505", 2023, 900], ["GM0505", 2024, 1100], ["GM0642", 2024, 5]]
    kop = "doel;periode_begin;periode_einde;gi;waarde\n"
    q = [f"2024-{3 * k + 1:02d}-01;2024-{3 * k + 3:02d}-{e}" for k, e in enumerate((31, 30, 30, 31))]
    store.load("opvragen", kop + f"ZHZ-12;{q[0]};GI A;0.7\nZHZ-12;{q[1]};GI A;0.8\nZHZ-16;{q[0]};GI A;0.6\n")
    store.load("opvragen", kop + f"ZHZ-12;{q[0]};GI A;0.5\nZHZ-12;{q[2]};GI A;0.9\n")
    with versions.reading(store.pad) as verbinding:
        er_is = verbinding.vraag("select doel, waarde from opvragen order by 1, 2").values.tolist()
    assert er_is == [["ZHZ-12", 0.5], ["ZHZ-12", 0.9], ["ZHZ-16", 0.6]], "the second covers both quarters of the first"


def test_lines_supplement_also_in_the_same_month(store):
    kop = "Factuurnummer;Regel;gemeente;jeugdige;aanbieder;periode_begin;periode_einde;bedrag;debet_credit\n"
    vast = "Dordrecht;K1;Zuid;2024-01-01;2024-01-31"
    store.load("declaraties", kop + f"F1;1;{vast};100;D\nF1;2;{vast};100;D\nF2;1;{vast};100;D\n", **JAAR)
    assert store.value("kosten_totaal") == 300, "lines that differ in a column we do not keep are two"
    store.load("declaraties", kop + f"F3;1;{vast};50;D\nF1;2;{vast};100;C\nF2;1;{vast};70;D\n", **JAAR)
    assert store.value("kosten_totaal") == 100 + 100 + 70 + 50 - 100, "F2 was corrected, F1 credited, F3 came later"
    with versions.reading(store.pad) as verbinding:
        regels = verbinding.vraag("select regel from bron_declaraties")["regel"]
    assert regels.str.fullmatch("#[0-9a-f]{32}").all(), "a number of theirs is kept as a pseudonym"


def test_lines_without_a_number_are_told_apart_by_every_column(store):
    kop = "gemeente;jeugdige;aanbieder;periode_begin;periode_einde;bedrag;Behandelaar\n"
    rij = "Dordrecht;K1;Zuid;2024-01-01;2024-01-01;90"
    verslag = store.load("declaraties", kop + f"{rij};a\n{rij};b\n{rij};b\n", **JAAR)
    assert store.value("kosten_totaal") == 180 and verslag.tabellen["samengevoegd"].tolist() == [1]
    store.load("declaraties", kop + f"{rij};b\n{rij};c\n", **JAAR)
    assert store.value("kosten_totaal") == 270, "an equal line is one, whenever it comes"


def test_what_an_expected_sender_did_not_deliver_is_not_whole(store):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-03-01", "A9 2024-03-01 2024-09-01 Zwijndrecht")
    store.measures("GI B", "B1 2024-02-01", "B2 2025-04-01", "B3 2025-05-01 2025-08-01", tm=dt.date(2025, 12, 31))
    assert store.series("ots_stand") == {"2024": (3, ""), "2025": (2, "GI A")}
    assert store.series("ots_instroom") == {"2024": (4, ""), "2025": (None, "GI A")}
    assert store.series("jb_jeugdigen")["2025"] == (2, "GI A")
    per_gi = store.series("ots_stand", "gi") | store.series("ots_uitstroom", "gi")
    assert per_gi["2025", "GI A"] == (None, "GI A") and per_gi["2025", "GI B"] == (1, "")
    assert store.series("ots_stand", gi=("GI A",))["2025"] == (None, "GI A")
    assert store.series("ots_instroom", "gemeente")["2025", "GM0642"] == (None, "GI A"), "there may be new ones there"
    frame = exact(dashboard.open_store(store.pad)).resultaten(Selectie(), ("ots_instroom", "ots_stand"))
    assert list(frame.columns)[-1] == "onvolledig"
    assert frame[["periode", "onvolledig", "oordeel"]].values.tolist() == [
        ["2024", "", ""],
        ["2025", "GI A", "geen gegevens"],
        ["2024", "", ""],
        ["2025", "GI A", ""],
    ]
    store.measures(
        "GI A", "A1 2024-02-01 2025-06-01", "A2 2024-03-01", van=dt.date(2025, 1, 1), tm=dt.date(2025, 12, 31)
    )
    assert store.series("ots_stand")["2025"] == (3, "") and store.series("ots_uitstroom")["2025"] == (2, "")


def test_a_sender_that_begins_later_is_missing_before(store):
    """Also of a stock, and when nobody is late at the end."""
    store.measures("GI A", "A1 2023-02-01", "A2 2023-03-01 2024-05-01", van=dt.date(2023, 1, 1))
    store.measures("GI B", "B1 2024-02-01", "B2 2022-03-01")
    assert store.series("ots_stand") == {"2023": (3, "GI B"), "2024": (3, "")}
    assert store.series("ots_instroom") == {"2023": (None, "GI B"), "2024": (1, "")}
    assert store.series("ots_stand", "gi")["2023", "GI B"] == (None, "GI B")


def test_a_stock_of_rows_counts_the_others_too(store):
    kop, later = "jeugdige;gemeente;gi;type;begindatum;einddatum\n", {"tm": dt.date(2025, 12, 31)}
    store.load("machtigingen", kop + "A1;Dordrecht;GI A;72;2024-02-01;\nA2;Dordrecht;GI A;72;2024-02-01;\n", **JAAR)
    store.load("machtigingen", kop + "B1;Dordrecht;GI B;72;2024-02-01;\n", **JAAR | later)
    assert store.series("machtigingen_stand") == {"2024": (3, ""), "2025": (1, "GI A")}
    assert store.series("machtigingen_nieuw")["2025"] == (None, "GI A")


def test_who_stays_behind_is_said_once_and_no_further_than_the_data(store):
    """A period that was derived runs to the end of its quarter; the data do not."""
    kop = "jeugdige;gemeente;gi;soort;begindatum;einddatum\n"
    half = {"van": dt.date(2024, 1, 1), "tm": dt.date(2025, 6, 30)}
    store.measures("GI A", "A1 2024-02-01", **half)
    store.load("machtigingen", kop + "A1;Dordrecht;GI A;72;2024-02-01;\n", **half)
    store.measures("GI B", "B1 2024-02-01", "B2 2025-10-31", van=None, tm=None)
    store.load("machtigingen", kop + "B1;Dordrecht;GI B;72;2024-02-01;\nB2;Dordrecht;GI B;72;2025-10-31;\n")
    assert dashboard.late_senders(dashboard.open_store(store.pad)) == [
        "GI A leverde maatregelen en machtigingen tot en met 30-06-2025; anderen tot en met 31-10-2025. Cijfers over "
        "de tijd daarna zijn niet volledig, tot GI A ook levert."
    ]


def test_messages_that_were_read_together_are_known_again(store, monkeypatch):
    for apart in (500, 1):
        monkeypatch.setattr(loaded_before, "_APART", apart)
        merken = ["a" * 64, "b" * 64]
        assert (loaded_before.group_mark(merken) == "\n".join(merken)) == (apart == 500)
        assert (
            loaded_before.group_mark(reversed(merken))
            == loaded_before.group_mark(merken)
            != loaded_before.group_mark(merken[:1])
        )


def test_a_sender_without_anybody_running_is_not_expected(store):
    store.measures("GI A", "A1 2024-02-01 2024-09-01")
    store.measures("GI B", "B1 2024-02-01", tm=dt.date(2025, 12, 31))
    assert store.series("ots_instroom")["2025"] == (0, "")


def test_an_expected_end_comes_when_a_later_delivery_no_longer_holds_it(store):
    store.measures("GI A", "A1 2024-02-01 2025-03-01", "A2 2024-02-01 2025-04-01", "A3 2024-02-01")
    assert store.value("ots_stand") == 3
    later = {"van": dt.date(2024, 1, 1), "tm": dt.date(2025, 12, 31)}
    store.measures("GI A", "A2 2024-02-01", **later)  # it goes on; A1 is not there, A3 was deleted
    assert store.series("ots_stand") == {"2024": (2, ""), "2025": (1, "")}
    assert store.series("ots_uitstroom") == {"2024": (0, ""), "2025": (1, "")}
    assert {"S003", "S004", "S005"} & set(exact(dashboard.open_store(store.pad)).bevindingen()["code"]) >= {"S005"}


def figures(store: Store) -> dict:
    maten = ("ots_stand", "ots_instroom", "ots_uitstroom", "jb_jeugdigen", "kosten_totaal")
    return {m: store.series(m) for m in maten} | {(m, "gi"): store.series(m, "gi") for m in maten[:3]}


def test_a_delivery_can_be_taken_back_and_that_undone(store):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-02-01")
    store.measures("GI B", "B1 2024-02-01")
    voor = figures(store)
    store.measures("GI A", "A1 2024-02-01 2025-02-01", tm=dt.date(2025, 12, 31))
    na = figures(store)
    assert na != voor
    dashboard.withdraw_levering(store.pad, [3])
    assert figures(store) == voor and dashboard.check(store.pad, dt.date.today()) == []
    with pytest.raises(Melding, match="al ingetrokken"):
        dashboard.withdraw_levering(store.pad, [3])
    dashboard.restore_levering(store.pad, [3])
    assert figures(store) == na
    with pytest.raises(Melding, match="bestaat niet"):
        dashboard.delete_levering(store.pad, [99])
    assert not dashboard.delete_levering(store.pad, [3]) and figures(store) == voor
    assert [r.handeling for r in audit.read(store.pad)] == ["verwijderd", "teruggezet", "verwijderd"]


def test_a_delivery_is_compared_before_it_is_stored(store):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-02-01")
    voor, versie = figures(store), versions.versie(store.pad)
    bestand = store.file("maatregelen", KOP + "A1;Dordrecht;GI A;OTS;2024-02-01;\n")
    gevolg = dashboard.compare_levering(store.pad, [bestand], dashboard.Keuzes(**JAAR))
    frame = gevolg.cijfers.set_index("maat")
    assert frame.loc["ots_stand", ["periode", "voor", "na"]].tolist() == ["2024", 2, 1]
    assert list(frame.index) == ["ots_stand", "jb_jeugdigen", "uhp_stand", "uhp_nieuw", "kosten_totaal"]
    assert figures(store) == voor and versions.versie(store.pad) == versie and not list(store.pad.glob("bezig-*"))
    gevolg = dashboard.compare_levering(store.map / "leeg", [bestand], dashboard.Keuzes(**JAAR))
    leeg = gevolg.cijfers.set_index("maat")
    assert pd.isna(leeg.loc["ots_stand", "voor"]) and leeg.loc["ots_stand", "na"] == 1
    assert versions.huidig_bestand(store.map / "leeg") is None


def test_the_same_command_on_a_folder_that_fills_loads_what_is_new(store, capsys):
    map_ = store.map / "nacht"
    map_.mkdir()
    opdracht = ["importeer", str(map_), "--store", str(store.pad), "--tm", "2024-12-31"]
    (map_ / "maatregelen 1.csv").write_text(KOP + "999990019;Dordrecht;GI A;OTS;2024-02-01;\n", "utf-8")
    assert main(opdracht) == 0 and len(dashboard.leveringen(dashboard.open_store(store.pad))) == 1
    versie = versions.versie(store.pad)
    assert main(opdracht) == 0 and versions.versie(store.pad) == versie
    assert "Er is niets nieuws" in capsys.readouterr().err
    (map_ / "maatregelen 2.csv").write_text(KOP + "999990020;Dordrecht;GI B;OTS;2024-02-01;\n", "utf-8")
    assert main(opdracht) == 0 and len(dashboard.leveringen(dashboard.open_store(store.pad))) == 2
    assert "1 bestand was al geladen." in capsys.readouterr().err and store.value("ots_stand") == 2
    dashboard.withdraw_levering(store.pad, [2])
    assert main([*opdracht[:-1], "2024-12-30"]) == 0, "with another option it is another delivery"
    assert main(["importeer", str(map_ / "weg.csv"), "--store", str(store.pad)]) == 2
    regels = [r for r in audit.read(store.pad) if r.handeling == "geladen"]
    assert [r.wat for r in regels[:3]] == ["1 tabellen", "niets nieuws", "1 tabellen"]
    assert "99999" not in (store.pad / "audit.jsonl").read_text("utf-8")


def test_a_store_of_before_senders_were_kept_is_brought_up_to_date(store):
    store.measures("GI A", "A1 2024-02-01", "A2 2024-02-01")
    store.measures("GI B", "B1 2024-02-01")

    def older(verbinding) -> None:
        for kolom in ("afzender", "afzender_merk", "vervangt", "berichten", "ingetrokken", "opdracht"):
            verbinding.execute(f"alter table leveringen drop column {kolom}")
        verbinding.execute("alter table bron_declaraties drop column regel")
        verbinding.execute("alter table bron_maatregelen drop column onleesbaar")
        verbinding.execute("drop table bron_berichten")
        verbinding.execute("drop table stand; drop table vervallen; drop table afzenders")
        verbinding.execute("update programma set vingerafdruk = 'oud'")

    versions.writing(store.pad, older)
    assert store.value("ots_stand") == 3
    assert dashboard.leveringen(dashboard.open_store(store.pad))["afzender"].tolist() == ["GI B", "GI A"]
    store.measures("gi a", "A1 2024-02-01")
    assert store.value("ots_stand") == 2


def test_spellings_that_are_said_to_be_two_senders_do_not_replace_each_other(store):
    """GI Duin and Stichting GI Duin are one sender, unless somebody says they are two; then each is known again."""

    def lever(gi: str, kind: str, **anders):
        bron = store.file("maatregelen", KOP + f"{kind};Dordrecht;{gi};OTS;2024-02-01;\n")
        keuzes = dashboard.Keuzes(**JAAR, nummers="gedeeld", **anders)
        dashboard.import_sources(store.pad, [bron], keuzes=keuzes)

    lever("GI Duin", "K1")
    lever("Stichting GI Duin", "K2", namen="apart")
    assert store.value("ots_stand") == 2
    lever("Stichting GI Duin", "K3", namen="apart")
    assert store.value("ots_stand") == 2, "K3 in the place of K2"
    lever("GI Duin", "K4", namen="apart")
    assert store.value("ots_stand") == 2, "K4 in the place of K1"
    lever("GI-duin", "K5")
    assert store.value("ots_stand") == 2, "the usual rule, for the one that was there first"


def test_two_spellings_in_one_load_are_two_senders_too_now_and_by_a_kept_answer(store):
    """Of both the next delivery replaces its own only, also when nobody says `apart` again but the mapping does."""

    def lever(*wie: tuple[str, str], **anders):
        bronnen = [store.file("maatregelen", KOP + f"{kind};Dordrecht;{gi};OTS;2024-02-01;\n") for gi, kind in wie]
        keuzes = dashboard.Keuzes(**JAAR, nummers="gedeeld", **anders)
        dashboard.import_sources(store.pad, bronnen, keuzes=keuzes)
        return dashboard.examine(store.pad, dashboard.read(bronnen[:1]), keuzes)

    eerst = lever(("GI Duin", "K1"), ("Stichting GI Duin", "K2"), namen="apart")
    merken = dashboard.leveringen(dashboard.open_store(store.pad))["afzender"].tolist()
    assert sorted(merken) == ["GI Duin", "Stichting GI Duin"] and store.value("ots_stand") == 2
    dashboard.keep_mapping(store.pad, "Duin", eerst.omgezet.ruwe, dashboard.Keuzes(namen="apart"))
    lever(("Stichting GI Duin", "K3"), vorm="Duin")
    assert store.value("ots_stand") == 2, "K3 in the place of K2, not of K1"
    lever(("GI Duin", "K4"), ("Stichting GI Duin", "K5"), vorm="Duin")
    assert store.value("ots_stand") == 2
