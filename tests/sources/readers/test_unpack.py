"""A zip as it comes: in any way of packing, with any names, damaged anywhere, on a disk that is full."""

import contextlib
import random
import resource
import zipfile

import pytest

from core.model.melding import Melding
from core.sources.keuzes import Keuzes
from core.sources.readers.berichten.sources import is_berichtenzip
from core.sources.readers.source import read_bron
from core.sources.readers.unpack import free_name, holds_tables, unpack
from core.store import keep

WAYS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
TEKST = "jeugdige;gemeente;gi;type;begindatum\n" + "".join(f"K{n};Leiden;GI Duin;OTS;01-02-2024\n" for n in range(60))


def pack(pad, *namen, hoe=zipfile.ZIP_DEFLATED, tekst=TEKST):
    with zipfile.ZipFile(pad, "w", hoe) as zip_:
        for naam in namen:
            zip_.writestr(naam, tekst)
    return pad


def test_names_that_one_disk_takes_for_the_same_are_told_apart(tmp_path):
    """A disk of Windows or a Mac knows no capitals, and one way to write é."""
    zip_ = pack(tmp_path / "x.zip", "a/Maatregelen.csv", "b/maatregelen.csv", "c/pi\u00e9ce.csv", "d/pie\u0301ce.csv")
    (tmp_path / "uit").mkdir()
    namen = [p.name for p in unpack(zip_, tmp_path / "uit")]
    assert namen[:2] == ["Maatregelen.csv", "maatregelen (2).csv"] and namen[3].endswith(" (2).csv")
    assert free_name("A.csv", ["a.csv", "A (2).csv"]) == "A (3).csv"


def test_a_name_longer_than_a_disk_takes_is_cut(tmp_path):
    zip_ = pack(tmp_path / "x.zip", "é" * 200 + ".csv", "é" * 200 + "x.csv")
    (tmp_path / "uit").mkdir()
    een, twee = unpack(zip_, tmp_path / "uit")
    assert een != twee and {een.suffix, twee.suffix} == {".csv"} and een.read_text() == TEKST


@pytest.mark.parametrize("hoe", WAYS)
def test_every_way_of_packing_is_read(tmp_path, hoe):
    (tabel,) = read_bron(pack(tmp_path / "x.zip", "maatregelen.csv", hoe=hoe), Keuzes()).tabellen
    assert tabel.data.num_rows == 60


@pytest.mark.parametrize("hoe", WAYS)
def test_damage_anywhere_is_one_sentence(tmp_path, hoe):
    """Bytes changed, and the end cut off: read, or refused with a sentence; as tables, as messages and as a copy of the
    installation."""
    heel, toeval, geweigerd = (
        pack(tmp_path / "heel.zip", "maatregelen.csv", hoe=hoe).read_bytes(),
        random.Random(hoe),
        0,
    )
    for keer in range(300):
        stuk = bytearray(heel)
        for _ in range(toeval.randint(1, 4)):
            stuk[toeval.randrange(len(stuk))] = toeval.randrange(256)
        zip_ = tmp_path / "stuk.zip"
        zip_.write_bytes(stuk[: toeval.randrange(len(stuk))] if keer % 8 == 0 else stuk)
        holds_tables(zip_)
        with contextlib.suppress(Melding):
            is_berichtenzip(zip_)
        try:
            (tmp_path / f"uit{keer}").mkdir()
            unpack(zip_, tmp_path / f"uit{keer}")
        except Melding as melding:
            geweigerd += 1
            assert str(melding).startswith(("stuk.zip", "In stuk.zip"))
        with pytest.raises(Melding, match="geen goede reservekopie"):
            keep.put_back(zip_, tmp_path / "store")
    assert geweigerd > 100 and not (tmp_path / "store").exists()


def test_a_disk_that_is_full_is_not_told_as_damage(tmp_path):
    """A real limit of the system on the size of a file."""
    zip_ = pack(tmp_path / "x.zip", "maatregelen.csv", tekst=TEKST * 50)
    (tmp_path / "uit").mkdir()
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, was[1]))
    try:
        with pytest.raises(Melding, match="maak ruimte vrij op de schijf"):
            unpack(zip_, tmp_path / "uit")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
