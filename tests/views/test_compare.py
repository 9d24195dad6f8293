"""What loading would do is told before anything is stored."""

import datetime as dt
import math

import pytest

from core import dashboard
from core.model.melding import OpenVragen
from core.store import versions

KOP = "BSN;Gemeente;GI;Type maatregel;Begindatum;Einddatum\n"
BSN = ("900000011", "900000035", "900000059", "900000072", "900000096")


def delivery(map_, naam, rijen, kop=KOP):
    map_.mkdir(exist_ok=True)
    pad = map_ / f"{naam}.csv"
    regels = "".join(f"{b};Leiden;GI Duin;OTS;{begin};{einde}\n" for b, begin, einde in rijen)
    pad.write_text(kop + regels, "utf-8")
    return pad


def figure(gevolg, maat):
    rij = gevolg.cijfers.set_index("maat").loc[maat]
    return rij["periode"], rij["voor"], rij["na"]


RIJEN = [(b, "01-02-2023", "") for b in BSN[:4]] + [(BSN[4], "01-02-2023", "31-12-2024")]


def test_an_empty_store_has_no_figure_before(tmp_path):
    gevolg = dashboard.compare_levering(tmp_path / "store", [delivery(tmp_path / "a", "maatregelen", RIJEN)])
    periode, voor, na = figure(gevolg, "ots_stand")
    assert (periode, na) == ("2024", 4) and math.isnan(voor)
    assert math.isnan(figure(gevolg, "kosten_totaal")[2])  # no claims: no figure, never nought
    assert not (tmp_path / "store" / "huidig").exists()


def test_before_and_after_are_of_one_period_and_nothing_is_stored(tmp_path):
    store = tmp_path / "store"
    dashboard.import_sources(store, [delivery(tmp_path / "a", "maatregelen", RIJEN)])
    versie = versions.versie(store)
    minder = [(BSN[0], "01-02-2023", "15-06-2024"), *RIJEN[1:3], RIJEN[4]]
    gelezen = dashboard.read([delivery(tmp_path / "b", "maatregelen", minder)])
    gevolg = dashboard.compare_levering(store, gelezen)
    assert figure(gevolg, "ots_stand") == ("2024", 4, 2)
    (zin,) = [o.melding for o in gevolg.verslag.opmerkingen if o.code == "eerdere_levering"]
    assert zin.startswith("1 regel uit een eerdere levering van GI Duin staat niet meer in deze levering")
    assert versions.versie(store) == versie and len(dashboard.leveringen(dashboard.open_store(store))) == 1
    dashboard.import_sources(store, gelezen)
    assert figure(dashboard.compare_levering(store, gelezen), "ots_stand") == ("2024", 2, 2)


def test_what_must_be_answered_first_is_asked_here_too(tmp_path):
    kop = KOP.replace("Einddatum", "Klaar per")
    bron = delivery(tmp_path / "a", "maatregelen", RIJEN, kop)
    with pytest.raises(OpenVragen):
        dashboard.compare_levering(tmp_path / "store", [bron])
    keuzes = dashboard.Keuzes(per_tabel={"maatregelen": {"klaarper": "einddatum"}})
    assert figure(dashboard.compare_levering(tmp_path / "store", [bron], keuzes), "ots_stand")[2] == 4


def test_a_delivery_of_a_new_year_shows_that_year_and_is_not_called_the_same(tmp_path):
    """Costs of a year that was not there: the years before stay as they are, and that is not what it does."""
    kop = "Gemeente;BSN;Aanbieder;Periode begin;Periode einde;Bedrag\n"

    def costs(jaar, bedrag):
        pad = tmp_path / f"{jaar}-{bedrag}" / "declaraties.csv"
        pad.parent.mkdir()
        pad.write_text(kop + f"Leiden;{BSN[0]};Zee;01-01-{jaar};31-12-{jaar};{bedrag},00\n", "utf-8")
        return pad

    def load(jaar):
        return dashboard.Keuzes(van=dt.date(jaar, 1, 1), tm=dt.date(jaar, 12, 31))

    store = tmp_path / "store"
    dashboard.import_sources(store, [costs(2023, 100)], keuzes=load(2023))
    periode, voor, na = figure(dashboard.compare_levering(store, [costs(2024, 300)], load(2024)), "kosten_totaal")
    assert (periode, na) == ("2024", 300) and math.isnan(voor)
    meer = dashboard.compare_levering(store, [costs(2023, 50)], load(2023))
    assert figure(meer, "kosten_totaal") == ("2023", 100, 150)
