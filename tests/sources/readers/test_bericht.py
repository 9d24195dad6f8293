"""iJw messages: joined to one row per allocation, amounts in euro."""

import pytest

from core.model.melding import Melding
from core.sources.readers import read

GEMEENTE, AANBIEDER = "0505", "12345678"


def bericht(pad, soort, dag, inhoud):
    van, naar = (GEMEENTE, AANBIEDER) if soort == "301" else (AANBIEDER, GEMEENTE)
    ns = f"http://www.istandaarden.nl/ijw/3_2/jw{soort}/schema"
    pad.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><j:Bericht xmlns:j="{ns}"><j:Header>'
        f"<j:Afzender>{van}</j:Afzender>"
        f"<j:Ontvanger>{naar}</j:Ontvanger><j:BerichtIdentificatie><Dagtekening>{dag}</Dagtekening>"
        f"</j:BerichtIdentificatie></j:Header>{inhoud}</j:Bericht>",
        "utf-8",
    )
    return pad


def client(lijst, product, **velden):
    inhoud = "".join(f"<{k}>{w}</{k}>" for k, w in velden.items())
    return f"<Client><Bsn>900000001</Bsn><{lijst}><{product}>{inhoud}</{product}></{lijst}></Client>"


PRODUCT = "<Categorie>45</Categorie><Code>45A01</Code>"


def toewijzing(nummer="7", **meer):
    return client(
        "ToegewezenProducten",
        "ToegewezenProduct",
        ToewijzingNummer=nummer,
        ReferentieAanbieder="r1",
        Product=PRODUCT,
        Toewijzingsdatum="2024-01-10",
        Ingangsdatum="2024-01-01",
        **meer,
    )


def test_allocation_start_stop_and_request_are_one_traject(tmp_path):
    bericht(
        tmp_path / "d.xml",
        "315",
        "2024-01-05",
        client(
            "AangevraagdeProducten",
            "AangevraagdProduct",
            ReferentieAanbieder="r1",
            Verwijzer="<Type>02</Type>",
        ),
    )
    bericht(tmp_path / "c.xml", "301", "2024-01-10", toewijzing())
    bericht(
        tmp_path / "b.xml",
        "305",
        "2024-01-20",
        client(
            "StartProducten",
            "StartProduct",
            ToewijzingNummer="7",
            Product=PRODUCT,
            Begindatum="2024-01-15",
            StatusAanlevering="1",
        ),
    )
    bericht(
        tmp_path / "a.xml",
        "307",
        "2024-06-01",
        client(
            "StopProducten",
            "StopProduct",
            ToewijzingNummer="7",
            Product=PRODUCT,
            Begindatum="2024-01-15",
            RedenBeeindiging="31",
            Einddatum="2024-05-31",
            StatusAanlevering="1",
        ),
    )
    (tabel,) = read(tmp_path)
    assert tabel.tabel == "trajecten" and not tabel.vragen
    assert tabel.data.to_pylist() == [
        {
            "jeugdige": "900000001",
            "gemeente": GEMEENTE,
            "aanbieder": AANBIEDER,
            "productcategorie": "45",
            "productcode": "45A01",
            "verwijzer": "02",
            "toewijzingnummer": "7",
            "toewijzingsdatum": "2024-01-10",
            "begindatum": "2024-01-15",
            "einddatum": "2024-05-31",
            "reden_einde": "31",
            "__rij__": 1,
        }
    ]


def test_messages_taken_back(tmp_path):
    stop = {
        "ToewijzingNummer": "7",
        "Begindatum": "2024-01-15",
        "Einddatum": "2024-05-31",
        "RedenBeeindiging": "31",
    }
    bericht(tmp_path / "1.xml", "301", "2024-01-10", toewijzing())
    bericht(
        tmp_path / "2.xml",
        "307",
        "2024-06-01",
        client("StopProducten", "StopProduct", **stop, StatusAanlevering="1"),
    )
    bericht(
        tmp_path / "3.xml",
        "307",
        "2024-06-02",
        client("StopProducten", "StopProduct", **stop, StatusAanlevering="3"),
    )
    bericht(tmp_path / "4.xml", "301", "2024-01-10", toewijzing("8"))
    bericht(tmp_path / "5.xml", "301", "2024-02-10", toewijzing("8", RedenWijziging="13"))
    (tabel,) = read(tmp_path)
    assert tabel.data["toewijzingnummer"].to_pylist() == ["7"]
    assert tabel.data["einddatum"].to_pylist() == [None] and tabel.data["reden_einde"].to_pylist() == [None]
    assert [o.code for o in tabel.opmerkingen] == ["toewijzing_verwijderd"]


def test_declarations_in_euro(tmp_path):
    prestatie = client(
        "Prestaties",
        "Prestatie",
        ToewijzingNummer="7",
        ProductCategorie="43",
        ProductCode="43A01",
        ProductPeriode="<Begindatum>2024-01-01</Begindatum><Einddatum>2024-01-31</Einddatum>",
        GeleverdVolume="31",
        Eenheid="14",
        IngediendBedrag="<Bedrag>1234550</Bedrag><DebetCredit>C</DebetCredit>",
    )
    pad = bericht(tmp_path / "x.xml", "323", "2024-02-01", f"<Declaratie><Clienten>{prestatie}</Clienten></Declaratie>")
    (tabel,) = read(pad)
    (rij,) = tabel.data.to_pylist()
    assert tabel.tabel == "declaraties" and not tabel.vragen
    assert (rij["bedrag"], rij["debet_credit"], rij["volume"], rij["eenheid"]) == ("12345.5", "C", "31", "14")
    assert (rij["gemeente"], rij["periode_einde"]) == (GEMEENTE, "2024-01-31")


@pytest.mark.parametrize(
    "soort, inhoud, woorden",
    [("325", "", "JW325"), ("305", "<Client>", "beschadigd"), ("305", "<!DOCTYPE a>", "verwijzingen")],
)
def test_messages_that_are_refused(tmp_path, soort, inhoud, woorden):
    with pytest.raises(Melding, match=woorden):
        read(bericht(tmp_path / "x.xml", soort, "2024-01-01", inhoud))
