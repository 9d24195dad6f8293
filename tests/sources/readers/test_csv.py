"""csv: no row is lost without a word, whatever the encoding, the separator or a stray quote."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.melding import Melding
from core.sources.readers import verminkt
from core.sources.readers.csv_text import read_csv
from core.sources.recognition.names import all_kolomnamen
from tests.sources.readers import maken

KOP = "jeugdige;gemeente;gi;type;begindatum;toelichting"


def lees_hier(pad, scheiding=None):
    (tabel,) = read_csv(pad, pad.name, all_kolomnamen(), lambda *_: None, scheiding)
    return tabel


def schrijf(tmp_path, *regels, eind="\n", **kw):
    return maken.csv(tmp_path / "maatregelen.csv", eind.join([KOP, *regels]) + eind, **kw)


def rij(nummer, toelichting=""):
    return f"{nummer};Zeist;GI West;11;2024-01-01;{toelichting}"


def slechte_regels(tabel):
    return [int(o.melding.split()[1]) for o in tabel.opmerkingen if o.code == "rij_verminkt"]


def test_cells_stay_text_and_empty_is_null(tmp_path):
    tabel = lees_hier(schrijf(tmp_path, "012345678;NA;null;011;20240101;", '"1,50";"";true;1.0;1e5;x'))
    assert tabel.data.to_pylist() == [
        {
            "jeugdige": "012345678",
            "gemeente": "NA",
            "gi": "null",
            "type": "011",
            "begindatum": "20240101",
            "toelichting": None,
            "__rij__": 2,
        },
        {
            "jeugdige": "1,50",
            "gemeente": None,
            "gi": "true",
            "type": "1.0",
            "begindatum": "1e5",
            "toelichting": "x",
            "__rij__": 3,
        },
    ]
    assert tabel.getallen == frozenset()


@pytest.mark.parametrize(
    "codering, melding",
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp1252", "cp1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_encodings(tmp_path, codering, melding):
    tabel = lees_hier(schrijf(tmp_path, rij(1, "één café €"), codering=codering))
    assert tabel.data["toelichting"].to_pylist() == ["één café €"]
    assert tabel.data.column_names[0] == "jeugdige"
    zinnen = [o.melding for o in tabel.opmerkingen if o.code == "codering"]
    assert ([] if melding is None else [True]) == [melding in z for z in zinnen]


def test_mixed_encodings_are_decoded_line_by_line(tmp_path):
    inhoud = "\n".join([KOP, rij(1, "één")]).encode() + b"\n" + (rij(2, "twëe") + "\n").encode("cp1252")
    tabel = lees_hier(maken.csv(tmp_path / "m.csv", inhoud))
    assert tabel.data["toelichting"].to_pylist() == ["één", "twëe"]
    assert "1 regel" in next(o.melding for o in tabel.opmerkingen if o.code == "codering")


@pytest.mark.parametrize("teken", [";", ",", "\t", "|"])
@pytest.mark.parametrize("eind", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path, teken, eind):
    regels = [KOP.replace(";", teken), rij(1, "x").replace(";", teken), rij(2).replace(";", teken)]
    tabel = lees_hier(maken.csv(tmp_path / "m.csv", eind.join(regels)))
    assert tabel.data["jeugdige"].to_pylist() == ["1", "2"]
    assert tabel.data["__rij__"].to_pylist() == [2, 3]
    assert not tabel.vragen
    assert any(o.code == "scheidingsteken" for o in tabel.opmerkingen)


def test_decimal_commas_do_not_win_from_the_separator(tmp_path):
    regels = ["gemeente;periode_begin;periode_einde;bedrag;volume", "Zeist;1-1-2024;31-1-2024;1,5;2,5"] * 1
    tabel = lees_hier(maken.csv(tmp_path / "d.csv", "\n".join(regels + [regels[1]] * 5)))
    assert tabel.data["bedrag"].to_pylist() == ["1,5"] * 6


def test_separator_line_of_excel_and_the_answer_of_the_user(tmp_path):
    pad = maken.csv(tmp_path / "m.csv", "sep=|\n" + KOP.replace(";", "|") + "\n" + rij(1).replace(";", "|"))
    tabel = lees_hier(pad)
    assert (tabel.kopregel, tabel.data["__rij__"].to_pylist()) == (2, [3])
    raar = maken.csv(tmp_path / "r.csv", "a;b|c\n1;2|3\n4;5|6\n")
    assert lees_hier(raar).vragen[0].soort == "scheidingsteken"
    assert lees_hier(raar, "verticale streep").data.column_names == ["a;b", "c", "__rij__"]
    with pytest.raises(Melding, match="scheidingsteken"):
        lees_hier(raar, "spatie")


def test_rows_with_too_many_or_too_few_fields_are_each_reported(tmp_path):
    tabel = lees_hier(schrijf(tmp_path, rij(1), "2;Zeist;900000002", "", rij(3), rij(4) + ";extra;nog", rij(5)))
    assert tabel.data["jeugdige"].to_pylist() == ["1", "3", "5"]
    assert tabel.data["__rij__"].to_pylist() == [2, 5, 7]
    assert slechte_regels(tabel) == [3, 6]
    assert verminkt(tabel) == 2
    assert "900000002" not in str(tabel.opmerkingen)


def test_quoted_line_breaks_keep_the_line_numbers_right(tmp_path):
    tabel = lees_hier(schrijf(tmp_path, rij(1, '"a\nb;c\nd"'), rij(2), "kapot", rij(3, '"x ""y"""')))
    assert tabel.data["toelichting"].to_pylist() == ["a\nb;c\nd", None, 'x "y"']
    assert tabel.data["__rij__"].to_pylist() == [2, 5, 7]
    assert slechte_regels(tabel) == [6]
    assert "1 rij" in next(o.melding for o in tabel.opmerkingen if o.code == "regeleinde_in_cel")


@pytest.mark.parametrize(
    "na",
    [
        ["4;Zeist;x;11;2024-01-01;", "5;Zeist;x;11;2024-01-01;"],
        ['4;Zeist;"x";11;2024-01-01;', "5;Zeist;x;11;2024-01-01;"],
    ],
)
@pytest.mark.parametrize("fout", ['2;Zeist;"GI West;11;2024-01-01;', '2;Zeist;x;11;2024-01-01;"'])
def test_a_stray_quote_spoils_only_its_own_line(tmp_path, fout, na):
    tabel = lees_hier(schrijf(tmp_path, rij(1), fout, rij(3), *na))
    assert slechte_regels(tabel) == [3]
    assert tabel.data["jeugdige"].to_pylist() == ["1", "3", "4", "5"]
    assert tabel.data["__rij__"].to_pylist() == [2, 4, 5, 6]


def test_a_quote_inside_a_field_is_just_a_character(tmp_path):
    tabel = lees_hier(schrijf(tmp_path, rij(1, 'kamer 12" x'), rij(2, "'s-Gravenhage")))
    assert tabel.data["toelichting"].to_pylist() == ['kamer 12" x', "'s-Gravenhage"]
    assert not slechte_regels(tabel)


def test_rows_that_end_with_a_separator_the_header_lacks(tmp_path):
    tabel = lees_hier(schrijf(tmp_path, rij(1) + ";", rij(2) + ";"))
    assert tabel.data["jeugdige"].to_pylist() == ["1", "2"]
    assert verminkt(tabel) == 0
    assert tabel.data.column_names == [*KOP.split(";"), "__rij__"]


def test_lines_that_are_each_one_quoted_cell_are_read_without_those_quotes(tmp_path):
    """Excel saved a csv with commas that it had opened as one column; a comma in a name has quotes of its own."""
    regels = [KOP, rij("K1"), rij("K2", 'zegt "ja"')]
    regels = [r.replace(";", ",") for r in regels] + ['K3,Zeist,"Zuid, Noord",21,2023-12-31,']
    heel = "".join('"' + r.replace('"', '""') + '"\r\n' for r in regels)
    pad = tmp_path / "maatregelen.csv"
    pad.write_bytes(heel.encode("utf-8-sig"))
    tabel = lees_hier(pad)
    assert tabel.data["jeugdige"].to_pylist() == ["K1", "K2", "K3"]
    assert tabel.data["gi"].to_pylist() == ["GI West", "GI West", "Zuid, Noord"]
    assert tabel.data["begindatum"].to_pylist()[2] == "2023-12-31" and slechte_regels(tabel) == []
    assert any("tussen aanhalingstekens" in o.melding for o in tabel.opmerkingen)


def test_titles_above_the_header_are_not_bad_rows(tmp_path):
    tabel = lees_hier(maken.csv(tmp_path / "m.csv", f"Export GI West\n\nDatum;1-1-2025\n{KOP}\n{rij(1)}\n"))
    assert (tabel.kopregel, tabel.data.num_rows, verminkt(tabel)) == (4, 1, 0)


def test_cut_off_in_the_last_row(tmp_path):
    tabel = lees_hier(maken.csv(tmp_path / "m.csv", f"{KOP}\n{rij(1)}\n2;Zeist;GI"))
    assert (tabel.data.num_rows, slechte_regels(tabel)) == (1, [3])


def test_every_line_is_a_row_or_a_remark(tmp_path):
    """Read = rows + damaged, for a file with everything in it."""
    regels = []
    for i in range(2000):
        kapot = rij(i) + ";teveel" if i % 2 else f"{i};" + '"' * (i % 3) + "kort"
        regels.append(rij(i) if i % 7 else kapot)
    tabel = lees_hier(schrijf(tmp_path, *regels))
    assert tabel.data.num_rows + verminkt(tabel) == 2000
    gezien = set(tabel.data["__rij__"].to_pylist()) | set(slechte_regels(tabel))
    assert gezien == set(range(2, 2002))


def test_nul_and_too_many_columns_are_refused(tmp_path):
    with pytest.raises(Melding, match="NUL"):
        lees_hier(maken.csv(tmp_path / "m.csv", f"{KOP}\n{rij(1)}\n\0\0\n"))
    with pytest.raises(Melding, match="2000 kolommen"):
        lees_hier(maken.csv(tmp_path / "m.csv", ";".join(f"k{i}" for i in range(3000)) + "\n"))


CEL = st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rijen=st.lists(st.lists(CEL, min_size=6, max_size=6), max_size=6), teken=st.sampled_from(";,\t|"))
def test_what_a_csv_writer_writes_comes_back(tmp_path, rijen, teken):
    """Any text: quotes, separators and line breaks in cells included. A row of a cell that looks like
    swallowed lines may be reported instead; it never disappears and never shifts."""
    uit = io.StringIO()
    csv.writer(uit, delimiter=teken, lineterminator="\n").writerows([KOP.split(";"), *rijen])
    tabel = lees_hier(maken.csv(tmp_path / "m.csv", uit.getvalue()))
    gelezen = [[r[k] for k in KOP.split(";")] for r in tabel.data.to_pylist()]
    gevuld = [[c or None for c in r] for r in rijen if any(r)]
    if verminkt(tabel) == 0:
        assert gelezen == gevuld
    else:
        assert all(r in gevuld for r in gelezen) or any("\n" in c for r in rijen for c in r)
