"""The parser of the command line: what cannot be read is said in one Dutch sentence.

argparse says in English what is wrong, in a dozen known forms; each has its sentence here. A form that is not known
(another version of Python) is said without its words.
"""

import argparse
import re
from typing import NoReturn

from core.model.melding import Melding

HULP = "zie python -m core --help"
_TYPEN = {"int": "geheel getal", "float": "getal", "Path": "pad"}
# What argparse says -> the same as a part of a Dutch sentence.
_VORMEN = tuple(
    (re.compile(vorm, re.DOTALL), zin)
    for vorm, zin in (
        (r"the following arguments are required: (?P<wat>.+)", "dit ontbreekt: {wat}"),
        (r"one of the arguments (?P<wat>.+) is required", "geef een van deze: {wat}"),
        (r"unrecognized arguments: (?P<wat>.+)", "{wat} is hier niet bekend"),
        (
            r"argument (?P<wie>.+?): invalid choice: (?P<wat>.+) \(choose from (?P<uit>.+)\)",
            "{wie} kan niet {wat} zijn, kies uit {uit}",
        ),
        (
            r"argument (?P<wie>.+?): invalid (?P<soort>\S+) value: (?P<wat>.+)",
            "{wie} is een {soort}, en dat is {wat} niet",
        ),
        (r"argument (?P<wie>.+?): expected at most one argument", "geef bij {wie} hoogstens één waarde"),
        (r"argument (?P<wie>.+?): expected (?:one|at least one|\d+) arguments?", "geef bij {wie} een waarde"),
        (
            r"argument (?P<wie>.+?): not allowed with argument (?P<wat>.+)",
            "{wie} en {wat} gaan niet samen, laat er een weg",
        ),
        (
            r"argument (?P<wie>.+?): ignored explicit argument (?P<wat>.+)",
            "bij {wie} hoort geen waarde, haal {wat} weg",
        ),
        (r"ambiguous option: (?P<wie>.+) could match (?P<uit>.+)", "{wie} kan meer betekenen, kies uit {uit}"),
    )
)


class Lezer(argparse.ArgumentParser):
    """An ArgumentParser whose errors are a Melding. `opdracht` is the word for what has to be done."""

    def error(self, message: str) -> NoReturn:
        raise Melding(f"De opdracht is niet te lezen: {in_dutch(message)} ({HULP}).")


def in_dutch(message: str) -> str:
    """What argparse says, as a part of a Dutch sentence."""
    for vorm, zin in _VORMEN:
        if gevonden := vorm.fullmatch(message):
            delen = gevonden.groupdict()
            if "soort" in delen:
                delen["soort"] = _TYPEN.get(delen["soort"].lstrip("_"), "andere waarde")
            return zin.format(**delen)
    return "een van de woorden klopt niet"
