"""Every gemeente of each region has exactly one tile, and no tile lies on another."""

import pytest

from core.model.melding import Melding
from core.sources.kaarten import MAP, tegelkaart
from core.sources.regios import load_regios

REGIOS = load_regios()


@pytest.mark.parametrize("regio", REGIOS.values(), ids=REGIOS)
def test_every_gemeente_has_one_tile(regio):
    kaart = tegelkaart(regio)
    assert sorted(t.code for t in kaart.tegels) == sorted(regio.codes)
    assert len({(t.rij, t.kolom) for t in kaart.tegels}) == len(regio.codes)
    assert kaart.gelegd or regio.gezamenlijk


@pytest.mark.parametrize("pad", sorted(MAP.glob("*.csv")), ids=lambda p: p.stem)
def test_a_map_says_where_it_comes_from_and_belongs_to_a_region(pad):
    assert pad.stem in REGIOS and pad.read_text("utf-8").startswith("Tegelkaart")


def test_neighbours_lie_beside_each_other():
    plek = {t.code: (t.rij, t.kolom) for r in REGIOS.values() for t in tegelkaart(r).tegels if not r.gezamenlijk}
    west, oost = plek["GM1963"], plek["GM0512"]  # Hoeksche Waard, Gorinchem
    assert west[1] < oost[1] and plek["GM0534"][0] < plek["GM0638"][0]  # Hillegom lies north of Zoeterwoude


def test_a_region_without_a_map_stands_by_name(tmp_path):
    regio = next(iter(REGIOS.values()))
    kaart = tegelkaart(regio, tmp_path)
    namen = {g.code: g.naam for g in regio.gemeenten}
    assert not kaart.gelegd and [namen[t.code] for t in kaart.tegels] == sorted(namen.values())


def test_a_map_of_other_gemeenten_or_with_two_on_one_tile_is_not_used(tmp_path):
    regio = next(iter(REGIOS.values()))
    (tmp_path / f"{regio.id}.csv").write_text("Tegelkaart\ncode;rij;kolom\nGM9999;1;1\n", "utf-8")
    assert not tegelkaart(regio, tmp_path).gelegd
    dubbel = "".join(f"{c};1;1\n" for c in regio.codes)
    (tmp_path / f"{regio.id}.csv").write_text(f"Tegelkaart\ncode;rij;kolom\n{dubbel}", "utf-8")
    assert not tegelkaart(regio, tmp_path).gelegd


def test_a_map_that_cannot_be_read_is_one_sentence(tmp_path):
    regio = next(iter(REGIOS.values()))
    (tmp_path / f"{regio.id}.csv").write_text("Tegelkaart\ncode;rij;kolom\nGM0482;een;1\n", "utf-8")
    with pytest.raises(Melding, match="tegelkaart"):
        tegelkaart(regio, tmp_path)
