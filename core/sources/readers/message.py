"""Small pieces every message about a source shares."""

import re

from core.model.wording import getal

GEEN_WERKMAP = (
    "{naam} is geen geldig Excel-bestand of is niet helemaal aangekomen. Open het in Excel, sla het "
    "opnieuw op als .xlsx en lever het opnieuw aan."
)

_NEGEN = re.compile(r"(?<!\d)\d{9}(?!\d)")


def show(naam: str) -> str:
    """A file or sheet name that can be shown: nine digits in a row may be a BSN."""
    return _NEGEN.sub("*********", " ".join(naam.split()))


def aantal(n: int, een: str, meer: str) -> str:
    """`1 rij`, `1.234 rijen`."""
    return f"{getal(n)} {een if n == 1 else meer}"
