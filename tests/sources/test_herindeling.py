"""Figures of gemeenten that merged add up to the gemeente of today, over files and deliveries."""

from core import dashboard
from core.model.selectie import Selectie
from core.store import versions
from tests.kijk import exact

BEVOLKING = "gemeente;jaar;leeftijd_van;leeftijd_tot;aantal\n"
OPVRAGEN = "doel;periode_begin;periode_einde;gemeente;aanbieder;teller;noemer\n"


def lever(tmp_path, kop, *regels, naam="bevolking", map_="x", **keuzes):
    bestand = tmp_path / map_ / f"{naam}.csv"
    bestand.parent.mkdir(exist_ok=True)
    bestand.write_text(kop + "\n".join(regels) + "\n", "utf-8")
    return dashboard.import_sources(tmp_path / "store", [bestand], **keuzes)


def inwoners(tmp_path, gemeente, jaar):
    with versions.reading(tmp_path / "store") as verbinding:
        wat = f"gemeente = '{gemeente}' and jaar = {jaar}"
        return verbinding.vraag(f"select sum(aantal) as n from bevolking where {wat}")["n"][0]


def codes(tmp_path):
    return set(exact(dashboard.open_store(tmp_path / "store")).bevindingen()["code"])


def test_three_gemeenten_in_one_file_and_one_that_kept_its_code(tmp_path):
    verslag = lever(
        tmp_path,
        BEVOLKING,
        "Brielle;2022;0;17;3500",
        "GM0530;2022;0;17;7500",
        "614;2022;0;17;2500",
        "GM0575;2018;0;17;6000",
        "GM0576;2018;0;17;3600",
        "GM0575;2024;0;17;9000",
    )
    assert inwoners(tmp_path, "GM1992", 2022) == 13500
    assert inwoners(tmp_path, "GM0575", 2018) == 9600 and inwoners(tmp_path, "GM0575", 2024) == 9000
    assert not {"B204", "B206"} & codes(tmp_path) and verslag.afgewezen == 0


def test_a_part_that_is_missing_is_told_and_comes_later(tmp_path):
    lever(tmp_path, BEVOLKING, "Brielle;2022;0;17;3500", "Westvoorne;2022;0;17;2500", map_="a")
    assert "B206" in codes(tmp_path)
    lever(tmp_path, BEVOLKING, "Hellevoetsluis;2022;0;17;7500", map_="b")
    assert inwoners(tmp_path, "GM1992", 2022) == 13500
    lever(tmp_path, BEVOLKING, "Hellevoetsluis;2022;0;17;7501", map_="c")
    assert inwoners(tmp_path, "GM1992", 2022) == 13501, "of the same part the newest"


def test_the_whole_wins_from_its_parts_and_the_same_part_twice_is_one(tmp_path):
    lever(tmp_path, BEVOLKING, "Brielle;2022;0;17;3500", "Brielle;2022;0;17;3500", "Brielle;2021;0;17;3400")
    assert (inwoners(tmp_path, "GM1992", 2022), inwoners(tmp_path, "GM1992", 2021)) == (3500, 3400)
    lever(tmp_path, BEVOLKING, "Voorne aan Zee;2022;0;17;13500", map_="b")
    assert (inwoners(tmp_path, "GM1992", 2022), inwoners(tmp_path, "GM1992", 2021)) == (13500, 3400)


def test_figures_that_were_asked_add_up_too(tmp_path):
    regels = ["K2-01;2018-01-01;2018-12-31;Binnenmaas;;10;20", "K2-01;2018-01-01;2018-12-31;Korendijk;;5;30"]
    assert lever(tmp_path, OPVRAGEN, *regels, naam="opvragen").afgewezen == 0
    store = dashboard.open_store(tmp_path / "store")
    (rij,) = exact(store).resultaten(Selectie(regio="zhz"), doel_ids=("K2-01",)).to_dict("records")
    assert (rij["teller"], rij["noemer"]) == (15, 50) and "B206" in codes(tmp_path)
