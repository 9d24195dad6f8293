"""T5: a number, name or day of birth of a child is nowhere: not in a file, a page, an export, a message or a log."""

import io
import logging
import re
import sqlite3
import struct
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.__main__ import main
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.store import versions
from tests.kijk import exact
from tests.sources.readers import maken
from tests.veiligheid.slechte_bestanden import BIJZONDER

WORTEL = Path(__file__).parents[2]
BSN = BIJZONDER[200:206]
NAAM, GEBOREN = "Pietje Verzonnensen", ("2011-10-27", "27-10-2011", "20111027", "27/10/2011", "27.10.2011")
SNEL = ("gegevens", "overzicht", "maatregelen")
PAGINAS = sorted(p.stem for p in (WORTEL / "pages").glob("*.py"))


def forms(nummer: str) -> list[bytes]:
    """Every way in which a number may be left behind: as text, and as the bytes of a number."""
    teksten = [
        nummer,
        f"{nummer[:3]}.{nummer[3:6]}.{nummer[6:]}",
        f"{nummer[:3]} {nummer[3:6]} {nummer[6:]}",
        f"{nummer[:4]}.{nummer[4:6]}.{nummer[6:]}",
        f"{nummer[:4]} {nummer[4:6]} {nummer[6:]}",
    ]
    heel = int(nummer)
    return [t.encode(c) for t in teksten for c in ("utf-8", "utf-16-le")] + [
        struct.pack(vorm, heel) for vorm in ("<q", ">q", "<d", ">d")
    ]


GEHEIM = {form: nummer for nummer in BSN for form in forms(nummer)}
GEHEIM |= {t.encode(c): t for t in (NAAM, *GEBOREN) for c in ("utf-8", "utf-16-le")}
ZOEK = re.compile(b"|".join(re.escape(g) for g in sorted(GEHEIM, key=len, reverse=True)))


def hits(inhoud: bytes, waar: str) -> list[str]:
    """What is found in these bytes, also inside a packed file."""
    uit = [f"{GEHEIM[g]} in {waar}" for g in set(ZOEK.findall(inhoud))]
    if inhoud[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip:
            for naam in zip.namelist():
                uit += hits(zip.read(naam), f"{waar}/{naam}") + hits(naam.encode(), f"{waar}, a name")
    return uit


def hits_in(map: Path) -> list[str]:
    uit = []
    for pad in map.rglob("*"):
        uit += hits(pad.name.encode(), f"the name of {pad}")
        if pad.is_file():
            try:
                uit += hits(pad.read_bytes(), str(pad))
            except FileNotFoundError:  # gone while we looked
                continue
    return uit


def deliver(map: Path) -> Path:
    """Good and bad rows that hold the numbers in every column, in the names of files and sheets too."""
    map.mkdir()
    kop = "jeugdige;geboortedatum;naam;geslacht;gemeente;gi;type;begindatum;einddatum;reden_einde;gezin\n"
    goed = "".join(f"{b};{GEBOREN[i % 5]};{NAAM};M;GM0505;GI A;11;202{i % 4}-02-01;;;{b}\n" for i, b in enumerate(BSN))
    slecht = [
        f"{BSN[0]};{GEBOREN[0]};{NAAM};{BSN[1]};{BSN[1]};GI A;{BSN[1]};{BSN[1]};{NAAM};x;1",
        f"{BSN[0]};{NAAM};{NAAM};M;Dordrecht;GI {BSN[2]};11;2024-01-01 {BSN[2]};;;1",
        f"{BSN[0]};{GEBOREN[1]};{NAAM};M;GM0505;GI {BSN[3]};11;2024-01-01;{GEBOREN[1]} {BSN[1]};;1;{BSN[4]}",
        f'{BSN[0]};{GEBOREN[1]};"{NAAM};M;GM0505;GI A;11;2024-01-01;;;1',
        f"{BSN[0]};{GEBOREN[1]};{NAAM};M",
        f"{BSN[0][:3]}.{BSN[0][3:6]}.{BSN[0][6:]};{GEBOREN[2]};{NAAM};V;GM0482;JB {BSN[2]};ots;1-2-2024;;"
        f"kind {BSN[1]};",
    ]
    (map / "maatregelen.csv").write_text(kop + goed + "\n".join(slecht) + "\n", "utf-8")
    rijen = [
        ["jeugdige", "gemeente", "gi", "type", "begindatum", "einddatum"],
        *([b, "GM0505", "GI A", "72", "2024-03-01", None] for b in BSN),
        [int(BSN[0]), BSN[1], "GI A", "72", GEBOREN[0], BSN[1]],
    ]
    maken.xlsx(map / f"levering {BSN[5]}.xlsx", {f"machtigingen {BSN[4]}": rijen})
    regels = [
        "gemeente;jeugdige;aanbieder;periode_begin;periode_einde;volume;bedrag",
        f"GM0505;{BSN[1]};A {BSN[1]};2024-01-01;2024-01-31;{BSN[2]} stuks;x{BSN[1]}",
        f"GM0505;{BSN[1]};A;2024-01-01;2024-01-31;2;{BSN[1]},50 euro of zo",
    ]
    (map / "declaraties.csv").write_text("\n".join(regels) + "\n", "utf-8")
    (map / "opvragen.csv").write_text(
        f"doel;periode_begin;periode_einde;teller;noemer;toelichting;bron\nHR-10;2024-01-01;2024-12-31;1;2;"
        f"BSN {BSN[2]};{BSN[3]}\n{BSN[0]};2024-01-01;2024-12-31;1;2;x;y\n",
        "utf-8",
    )
    verbinding = sqlite3.connect(map / "plaatsingen.db")
    verbinding.execute("create table plaatsingen (jeugdige integer, gemeente, verblijfsvorm, begindatum, einddatum)")
    verbinding.execute(
        "insert into plaatsingen values (?, ?, '11', '2024-01-05', '2024-06-01')", (int(BSN[3]), "GM0505")
    )
    verbinding.execute("insert into plaatsingen values (?, ?, ?, ?, null)", (int(BSN[3]), *BSN[:3]))
    verbinding.commit()
    verbinding.close()
    return map


class Looks:
    """Looks into folders all the time that something runs."""

    def __init__(self, *mappen: Path):
        self.mappen, self.gezien, self.keren, self._stop = mappen, [], 0, threading.Event()
        self._draad = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._draad.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._draad.join()

    def _look(self):
        while not self._stop.wait(0.4):
            self.keren += 1
            for map in self.mappen:
                self.gezien += hits_in(map)


@pytest.fixture(scope="module", params=["open", pytest.param("versleuteld", marks=pytest.mark.nightly)])
def gedaan(request, tmp_path_factory):
    """One import by the command line, with everything that was said, and what was on disk meanwhile."""
    werk = tmp_path_factory.mktemp(request.param)
    bron, eigen, klad = deliver(werk / "bron"), werk / "eigen", werk / "klad"
    eigen.mkdir()
    klad.mkdir()
    gelogd = io.StringIO()
    handler = logging.StreamHandler(gelogd)
    logging.getLogger().addHandler(handler)
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
        anders.setenv("KERNWAARDEN_VERSLEUTEL", "ja" if request.param == "versleuteld" else "nee")
        anders.setenv("TMPDIR", str(klad))
        anders.setattr(tempfile, "tempdir", str(klad))
        uit, fout = io.StringIO(), io.StringIO()
        anders.setattr("sys.stdout", uit)
        anders.setattr("sys.stderr", fout)
        with Looks(eigen, klad) as kijker:
            code = main(["importeer", str(bron), "--bevindingen", str(werk / "b.csv")])
        anders.undo()
        anders.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
        logging.getLogger().removeHandler(handler)
        yield {
            "werk": werk,
            "eigen": eigen,
            "klad": klad,
            "code": code,
            "kijker": kijker,
            "gezegd": uit.getvalue() + fout.getvalue() + gelogd.getvalue(),
        }


def test_the_search_finds_what_is_there(tmp_path):
    """A test that cannot fail proves nothing."""
    deliver(tmp_path / "bron")
    assert len(hits_in(tmp_path / "bron")) > 20
    for form in (int(BSN[0]).to_bytes(8, "little"), struct.pack("<d", float(BSN[0])), BSN[0].encode("utf-16-le")):
        assert hits(b"x" + form + b"y", "here")


def test_nothing_is_said_or_kept_while_importing(gedaan):
    assert gedaan["code"] == 1 and gedaan["gezegd"], "rows were rejected, and that was said"
    assert hits(gedaan["gezegd"].encode(), "what was said") == []
    assert gedaan["kijker"].keren > 1 and gedaan["kijker"].gezien == []
    assert hits_in(gedaan["eigen"]) + hits_in(gedaan["klad"]) == []
    assert hits((gedaan["werk"] / "b.csv").read_bytes(), "findings") == []


def test_no_cell_of_the_store_holds_one(gedaan):
    """Packed columns do not show their values as bytes, so every value is looked at as well."""
    dashboard.open_store()
    gezien = 0
    with versions.reading(gedaan["eigen"]) as verbinding:
        namen = verbinding.vraag("select table_name as n from information_schema.tables")["n"]
        for naam in namen:
            frame = verbinding.vraag(f'select * from "{naam}"')
            gezien += len(frame)
            assert hits(frame.to_csv().encode(), f"table {naam}") == []
    assert gezien > 40


def test_nothing_leaves_in_an_export_or_a_copy(gedaan, tmp_path):
    store = dashboard.open_store()
    selectie = Selectie(regio="zhz", splits=("gi",))

    def blad(view) -> dashboard.Blad:
        frame = view.resultaten(selectie, maat_ids=("jb_stand", "kosten_totaal"), doel_ids=("HR-10",))
        return dashboard.Blad(frame, "x", selectie)

    uit = [
        exact(store).export("xlsx", blad),
        exact(store).export("csv", blad),
        exact(store).taaklijst(None),
        dashboard.opvraagformulier(exact(store), Selectie(regio="zhz"), "GI", alles=True),
        exact(store).bevindingen().to_csv().encode(),
        exact(store).leveringen().to_csv().encode(),
        exact(store).samenvatting_bevindingen().to_csv().encode(),
    ]
    assert [h for nr, inhoud in enumerate(uit) for h in hits(inhoud, f"export {nr}")] == []
    dashboard.make_reservekopie(None, tmp_path / "kopie.zip", met_sleutel=True)
    assert hits_in(tmp_path) == []
    assert hits_in(gedaan["eigen"]) == []


@pytest.mark.parametrize("naam", [pytest.param(n, marks=() if n in SNEL else pytest.mark.nightly) for n in PAGINAS])
def test_no_page_shows_one(gedaan, naam):
    app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=90)
    app.query_params["regio"] = "zhz"
    app.switch_page(f"pages/{naam}.py").run()
    assert not app.exception
    bytes_ = [getattr(e, "proto", None) for deel in (app.main, app.sidebar) for e in deel]
    verzonden = b"".join(p.SerializeToString() for p in bytes_ if p is not None)
    assert len(verzonden) > 1000 and hits(verzonden, f"page {naam}") == []


def _parquet(pad: Path) -> None:
    pad.write_bytes(b"PAR1" + BSN[0].encode() + NAAM.encode() + b"PAR1")


def _sqlite(pad: Path) -> None:
    pad.write_bytes(b"SQLite format 3\0" + BSN[0].encode() * 99)


BAD = {
    f"maatregelen {BSN[0]}.csv": lambda p: p.write_bytes(f"jeugdige;gemeente\n{BSN[0]};{NAAM}\0\n".encode()),
    f"foto {BSN[1]}.xlsx": lambda p: p.write_bytes(b"%PDF " + BSN[1].encode()),
    f"recepten {BSN[2]}.csv": lambda p: p.write_text(f"{BSN[2]};{NAAM}\n{BSN[3]};{GEBOREN[0]}\n", "utf-8"),
    f"half {BSN[3]}.parquet": _parquet,
    f"half {BSN[4]}.db": _sqlite,
    f"bericht {BSN[5]}.xml": lambda p: p.write_text(
        f'<B xmlns="http://www.istandaarden.nl/ijw/3_2/jw301/schema"><Bsn>{BSN[0]}</Bsn>', "utf-8"
    ),
    f"half {BSN[0]}.xlsx": lambda p: p.write_bytes(b"PK\x03\x04" + BSN[0].encode() * 50),
}


@pytest.mark.parametrize("naam", BAD, ids=lambda n: n.split()[0] + "." + n.split(".")[-1])
def test_no_error_names_one(naam, tmp_path, caplog, capfd):
    BAD[naam](tmp_path / naam)
    with pytest.raises(Melding) as fout:
        dashboard.import_sources(tmp_path / "store", [tmp_path / naam])
    main(["importeer", str(tmp_path / naam), "--store", str(tmp_path / "store")])
    gezegd = capfd.readouterr()
    alles = str(fout.value) + gezegd.out + gezegd.err + caplog.text
    assert len(alles) > 40 and hits(alles.encode(), "an error") == []
