"""The log of use: every tampering shows, a killed program leaves it whole, and nothing in it is about a child."""

import datetime as dt
import os
import threading

import pytest

from core.model.melding import Melding
from core.staat import audit


def vul(pad, aantal=5):
    for nr in range(aantal):
        audit.write(
            pad,
            wie="iss sub",
            rol="analist",
            handeling="meegenomen",
            wat=f"excel jb_stand {nr}",
            versie="gegevens-000001",
            keuze={"gemeente": ["GM0505"]},
            rijen=12,
            nu=dt.datetime(2026, 1, 1, 12, nr % 60),
        )


def test_a_whole_log_is_whole(tmp_path):
    assert audit.check(tmp_path) == []
    vul(tmp_path)
    assert audit.check(tmp_path) == []
    assert [r.nr for r in audit.read(tmp_path)] == [1, 2, 3, 4, 5]
    if os.name == "posix":
        assert (tmp_path / audit.BESTAND).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("plek", range(5))
@pytest.mark.parametrize("wat", ["change", "remove", "insert", "double", "swap"])
def test_every_tampering_shows(tmp_path, plek, wat):
    vul(tmp_path)
    bestand = tmp_path / audit.BESTAND
    regels = bestand.read_text("utf-8").splitlines(keepends=True)
    if wat == "change":
        regels[plek] = regels[plek].replace("analist", "beheerder")
    elif wat == "remove":
        del regels[plek]
    elif wat in ("insert", "double"):
        regels.insert(plek, regels[plek] if wat == "double" else regels[0].replace('"nr":1', f'"nr":{plek + 1}'))
    else:
        regels[plek], regels[plek - 1] = regels[plek - 1], regels[plek]
    bestand.write_text("".join(regels), "utf-8")
    assert len(audit.check(tmp_path)) == 1
    if (wat, plek) in (("remove", 4), ("change", 4)):  # writing on looks only at the end
        with pytest.raises(Melding, match="veranderd"):
            vul(tmp_path, 1)


def test_a_log_written_anew_with_another_key_shows(tmp_path):
    vul(tmp_path)
    zegel = (tmp_path / audit.ZEGEL).read_bytes()
    for naam in (audit.BESTAND, audit.KOP, audit.ZEGEL):
        (tmp_path / naam).unlink()
    audit.write(tmp_path, wie="x", rol="x", handeling="gezien", wat="x")
    (tmp_path / audit.ZEGEL).write_bytes(zegel)
    assert audit.check(tmp_path) == [
        "Het zegel van het logboek klopt niet: het is veranderd, of gemaakt met een andere sleutel."
    ]


def test_killed_twice_between_a_line_and_its_seal_is_no_tampering(tmp_path, monkeypatch):
    vul(tmp_path, 1)
    verzegel = audit._put_header
    for nr in (2, 3):

        def dood(pad, sleutel, regel, nr=nr):
            if regel.nr == nr:
                raise KeyboardInterrupt
            verzegel(pad, sleutel, regel)

        with monkeypatch.context() as moord, pytest.raises(KeyboardInterrupt):
            moord.setattr(audit, "_put_header", dood)
            vul(tmp_path, 1)
        assert audit.check(tmp_path) == []
    vul(tmp_path, 1)
    assert audit.check(tmp_path) == [] and len(list(audit.read(tmp_path))) == 4


def test_half_a_line_and_an_unsealed_line_of_a_killed_program_are_no_tampering(tmp_path):
    vul(tmp_path, 2)
    kop = (tmp_path / audit.KOP).read_bytes()
    vul(tmp_path, 1)
    (tmp_path / audit.KOP).write_bytes(kop)
    assert audit.check(tmp_path) == []
    with (tmp_path / audit.BESTAND).open("ab") as bestand:
        bestand.write(b'{"nr":4,"op":"2026')
    vul(tmp_path, 2)
    assert audit.check(tmp_path) == [] and len(list(audit.read(tmp_path))) == 5


def test_threads_wait_for_each_other(tmp_path):
    draden = [threading.Thread(target=vul, args=(tmp_path, 10)) for _ in range(6)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert audit.check(tmp_path) == [] and len(list(audit.read(tmp_path))) == 60
