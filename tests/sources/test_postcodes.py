"""A postcode in the place of a gemeente becomes its gemeente, by a list of the user."""

import pyarrow as pa
import pytest

from core.model.melding import Melding
from core.sources import postcodes
from core.sources.raw import RuweTabel
from core.sources.readers import read

KOP = (
    "Burgerservicenummer (BSN);Geboortedatum;Geslacht;Postcode/gemeente ter duiding van de woonplaats;"
    "Naam van de instelling;Type kinderbeschermingsmaatregel;Datum aanvang kinderbeschermingsmaatregel"
)


def table(*waarden):
    nummers = pa.array(range(len(waarden)), pa.int32())
    data = pa.table({"Woonplaats": pa.array(waarden, pa.string()), "__rij__": nummers})
    return RuweTabel("levering.csv", "blad", "maatregelen", data, kolommen={"gemeente": "Woonplaats"})


def result(lijst, *waarden):
    ruw = table(*waarden)
    postcodes.translate_postcodes(ruw, lijst)
    return ruw.data["Woonplaats"].to_pylist(), [o.melding for o in ruw.opmerkingen]


def test_by_six_and_by_four_characters_and_only_postcodes(tmp_path):
    lijst = tmp_path / "postcodes.csv"
    lijst.write_text("Postcode;Gemeente\n3311 AB;0505\n3331;Zwijndrecht\n", "utf-8")
    waarden, gezegd = result(lijst, "3311ab", "3331 XY", "0505", "Dordrecht", None, "505")
    assert waarden == ["0505", "Zwijndrecht", "0505", "Dordrecht", None, "505"]
    assert gezegd == ["levering.csv, kolom Woonplaats: in 2 rijen is de gemeente bepaald met de postcode."]


def test_the_list_of_cbs_has_a_row_for_every_address(tmp_path):
    lijst = tmp_path / "pc6hnr.csv"
    lijst.write_text(
        "PC6,Huisnummer,Buurt2024,Wijk2024,Gemeente2024\n3311AB,1,x,y,505\n3311AB,2,x,y,505\n"
        "3311AB,3,x,y,642\n3331XY,1,x,y,505\n3331XY,2,x,y,642\n",
        "utf-8",
    )
    waarden, gezegd = result(lijst, "3311AB", "3331XY")
    assert waarden == ["505", "3331 **"] and "1 postcode zonder gemeente" in gezegd[0]


def test_without_a_list_it_says_what_to_do(tmp_path):
    waarden, (gezegd,) = result(tmp_path / "eigen" / "postcodes.csv", "3311AB")
    assert waarden == ["3311 **"] and "eigen/postcodes.csv" in gezegd and "postcode en gemeente" in gezegd


def test_a_list_that_is_none(tmp_path):
    lijst = tmp_path / "postcodes.csv"
    lijst.write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(Melding, match="kolommen postcode en gemeente"):
        result(lijst, "3311AB")


def test_a_delivery_of_the_protocol(tmp_path, monkeypatch):
    lijst = tmp_path / "postcodes.csv"
    lijst.write_text("postcode;gemeente\n3311AB;Dordrecht\n", "utf-8")
    monkeypatch.setattr(postcodes, "LIJST", lijst)
    pad = tmp_path / "jb_2024.csv"
    pad.write_text(f"{KOP}\n900000001;20120506;2;3311AB;GI Noord;11;20240201\n", "utf-8")
    maatregelen = next(t for t in read(pad, leverancier="gi-levering-cbs") if t.tabel == "maatregelen")
    assert maatregelen.data[maatregelen.kolommen["gemeente"]].to_pylist() == ["Dordrecht"]
