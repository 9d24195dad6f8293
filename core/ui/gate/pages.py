"""The addresses of this dashboard: the only places that a visitor is sent on to."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from core.ui import address

PAGINAS = frozenset(p.stem for p in (Path(__file__).parents[3] / "pages").glob("*.py"))
# What the figures of a page are about, its filters (`weergave` as in core.ui.filters, that cannot be read from here),
# and the fields of a scenario (`hefbomen.1.soort` is one of hefbomen).
VAN_PAGINA = ("soort", "duur_van", "onderwerp", "vergelijk", "maat", "deel", "periode", "met", "elders")
KEUZES = frozenset((*address.NAMEN, *VAN_PAGINA, "weergave", "embed", "embed_options"))
SCENARIO = frozenset(
    (
        "naam",
        "auteur",
        "datum",
        "aannames",
        "bronnen",
        "hefbomen",
        "kosten",
        "doel",
        "jaren",
        "seed",
        "replicaties",
        "gegevens",
    )
)


def own_address(pad: str, vraag: str) -> str:
    """The page of ours that a path and query ask for, put together anew from names that are known: `/` for another
    page, and without what no page reads. So it is never the address of another site, whatever a browser makes of the
    signs in it."""
    naam = pad.strip("/")
    naam = naam if naam in PAGINAS else ""
    over = [(k, w) for k, w in parse_qsl(vraag, keep_blank_values=True) if k in KEUZES or k.split(".")[0] in SCENARIO]
    return f"/{naam}" + (f"?{urlencode(over)}" if over else "")
