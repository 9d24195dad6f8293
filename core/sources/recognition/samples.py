"""Example values that may be shown on screen: patterns, never a BSN, a name or a day of birth."""

import re

import pyarrow as pa
import pyarrow.compute as pc

_ONSCHULDIG = re.compile(r"-?\d{1,3}|ja|nee|true|false", re.IGNORECASE)


def masker(waarde: str) -> str:
    """`12-03-2011` -> `99-99-9999`, `Jansen` -> `Xxxxxx`; short numbers and ja/nee stay as they are."""
    kort = waarde.strip()[:20]
    if _ONSCHULDIG.fullmatch(kort):
        return kort
    return "".join("9" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in kort)


def voorbeelden(kolom: pa.ChunkedArray) -> tuple[str, ...]:
    """At most three different masked values of a raw column."""
    gezien = pc.unique(kolom.slice(0, 1000).drop_null()).to_pylist()
    return tuple(dict.fromkeys(masker(w) for w in gezien))[:3]
