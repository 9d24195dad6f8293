"""T2: files that are refused, through a real session. The server stays, stays small (150 MB), and says in one sentence
what is wrong."""

from core.sources.readers import grid, precheck
from tests.server import Sessie
from tests.veiligheid.conftest import BSN
from tests.veiligheid.geweigerd import ALLES, MEESTE_DELEN, MEESTE_KOLOMMEN
from tests.veiligheid.lat import GROEI


def test_refused_files_are_told_why_and_the_server_stays(server):
    """Each in a session of its own."""
    with Sessie(server, "gegevens").run():
        voor = server.geheugen()
    for naam, maak in ALLES.items():
        inhoud = maak()
        with server.top() as top, Sessie(server, "gegevens").run() as s:
            assert s.upload("Bestanden", naam, inhoud).status_code == 204, naam
            zin = " ".join(s.fouten)
            hoogste = top()
        assert naam.replace(".", "\\.") in zin and zin.endswith("."), (naam, zin)
        assert "Er ging iets mis" not in zin and "Traceback" not in zin and "/" not in zin, (naam, zin)
        assert server.gezond(), naam
        assert hoogste < GROEI, (naam, hoogste >> 20)
    assert server.geheugen() - voor < GROEI, "nothing of all that stays"


def test_the_limits_are_those_of_the_reader():
    assert (MEESTE_DELEN, MEESTE_KOLOMMEN) == (precheck.MAX_ONDERDELEN, grid.MAX_KOLOMMEN)


def test_a_file_that_is_too_big_is_refused_before_it_is_kept(server):
    with Sessie(server, "gegevens").run() as s:
        inhoud = b"a;b\n" * (302 << 18)
        with server.top() as top:
            assert s.upload("Bestanden", "groot.csv", inhoud).status_code == 413
            assert top() < GROEI


def test_a_good_file_still_goes_through_and_no_number_is_shown(server):
    """The way used above works: a file without trouble is recognised."""
    csv = f"jeugdige;gemeente;gi;type;begindatum;einddatum\n{BSN};GM0505;GI A;11;2024-01-01;\n"
    with Sessie(server, "gegevens").run() as s:
        assert s.upload("Bestanden", "../../maatregelen.csv", csv.encode()).status_code == 204
        assert not s.fouten and "Dit is herkend" in s.tekst
        assert BSN not in s.tekst and not any(BSN.encode() in b for b in s.berichten)
    assert BSN not in server.gelogd()
