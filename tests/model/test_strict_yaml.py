"""Every reader of our own YAML refuses a key that is there twice; plain YAML keeps the last one without a word."""

import re
from pathlib import Path

import pytest
import yaml

from core.model import strict_yaml

WORTEL = Path(__file__).parents[2]


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "b:\n  a: 1\n  a: 1\n", "- {x: 1, x: 2}\n"])
def test_a_key_twice_is_refused(text):
    with pytest.raises(yaml.YAMLError, match="staat er twee keer"):
        strict_yaml.load(text)


def test_plain_values_and_merge_are_read_as_ever():
    assert strict_yaml.load("a: 1\nb: [x, 2026-01-02]\n")["a"] == 1
    with pytest.raises(yaml.YAMLError):
        strict_yaml.load("!!python/object/apply:str [x]")


def test_no_reader_goes_around_it():
    """Found by looking, so that a new reader cannot be forgotten."""
    lax = re.compile(r"(?<!strict_)yaml\.(safe_load|load|full_load|unsafe_load)\(")
    others = [p for p in (WORTEL / "core").rglob("*.py") if lax.search(p.read_text("utf-8"))]
    assert [p.name for p in others] == ["strict_yaml.py"]
