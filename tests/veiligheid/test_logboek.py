"""What a log may hold: never a number like a BSN, a path or the text of an exception."""

import io
import logging
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.log import redact, where
from tests.server import WORTEL

INSTALL = """
import logging, sys, threading
from core.ui import logboek
logboek.install()
{}
"""


@pytest.mark.parametrize(
    "tekst",
    [
        "123456782",
        "BSN 123456782.",
        "jeugdige_123456782",
        "12345678",
        "1234.56.782",
        "123-456-782",
        "123 456 782",
        "2012-03-04",
        "04-03-2012",
        "x123456782y",
        "'123456782'",
    ],
)
def test_a_number_like_a_bsn_or_a_day_goes(tekst):
    assert not re.search(r"\d{2}", redact(tekst))


@pytest.mark.parametrize(
    "pad",
    [
        "/home/jan/geheim/kind.csv",
        "C:\\Users\\Jan Jansen\\kind.xlsx".replace(" ", ""),
        "\\\\server\\deel\\kind.xlsx",
        "'/data/eigen/kind.duckdb'",
        "/a/b",
    ],
)
def test_a_path_goes(pad):
    for stuk in ("jan", "Jan", "geheim", "kind", "eigen", "/a", "deel"):
        assert stuk not in redact(f"IOException: cannot open {pad}: no such file")


@pytest.mark.parametrize(
    "tekst",
    [
        "Melding 12 van 345",
        "http://localhost:8501/overzicht",
        "duurde 1.234,5 s",
        "ZHZ-05 in 2024",
        "teller/noemer",
        "WebSocket 1008",
    ],
)
def test_the_rest_stays(tekst):
    assert redact(tekst) == tekst


@given(st.text(), st.integers(10_000_000, 999_999_999), st.text())
def test_no_text_around_a_number_saves_it(voor, nummer, na):
    assert str(nummer) not in redact(f"{voor}{nummer}{na}")


def test_an_exception_is_its_kind_and_place():
    def lees():
        raise ValueError("rij 123456782;Jan")

    with pytest.raises(ValueError) as fout:
        lees()
    assert re.fullmatch(r"ValueError in (tests/veiligheid/test_logboek\.py:\d+ \w+( > )?)+", where(fout.value))


@pytest.mark.parametrize(
    "regel",
    [
        "logging.getLogger('sqlalchemy').error('parameters %s', ('123456782', '/home/jan/x.csv'))",
        "logging.getLogger('uvicorn.error').exception('fout %s', 'x', exc_info=ValueError('123456782 /home/jan/x'))",
        "logging.getLogger('x').error('te weinig %s %s', '123456782')",
        "threading.Thread(target=lambda: int('123456782 /home/jan/x')).start()",
        "import warnings; warnings.warn('123456782 in /home/jan/x')",
        "int('123456782 /home/jan/x')",
    ],
)
def test_every_way_to_the_log_is_covered(regel):
    uit = subprocess.run([sys.executable, "-c", INSTALL.format(regel)], cwd=WORTEL, capture_output=True, text=True)
    tekst = uit.stdout + uit.stderr
    assert tekst.strip() and "123456782" not in tekst and "jan" not in tekst


def test_the_test_above_can_fail():
    """Without our record factory the number is there."""
    uit = io.StringIO()
    log = logging.Logger("los")
    log.addHandler(logging.StreamHandler(uit))
    log.handle(logging.LogRecord("los", 40, "", 1, "nummer %s", ("123456782",), None))
    assert "123456782" in uit.getvalue()
