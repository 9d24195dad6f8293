"""One small store with names that try to do harm, one server on it, one browser."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from core import dashboard
from tests.server import note_hosts, serve

ELDERS = "http://elders.test"
# Payloads as a name in the data: markdown that fetches, HTML that runs, a link, a formula, a template.
KWAAD = (
    f"GI ![x]({ELDERS}/md.png)",
    f'GI <img src="{ELDERS}/img.png" onerror="window.PWN=1">',
    "GI <script>window.PWN=1</script>",
    f"GI [klik]({ELDERS}/link) :material/close: :red[x] $\\href{{javascript:PWN=1}}{{x}}$",
    f"GI <style>@import '{ELDERS}/css'</style>",
    f"GI <svg onload='window.PWN=1'><image href='{ELDERS}/svg.png'/></svg>",
    f'=HYPERLINK("{ELDERS}/formule")',
    "GI {{constructor.constructor('window.PWN=1')()}} javascript:window.PWN=1",
)
BSN = "123456782"  # passes the 11-proef; nobody's


@pytest.fixture(scope="session")
def eigen(tmp_path_factory):
    """A small store of three years of measures, with the payloads as names of GI's and providers."""
    map = tmp_path_factory.mktemp("veilig")
    koppen = {
        "maatregelen": ("jeugdige", "gemeente", "gi", "type", "begindatum", "einddatum"),
        "trajecten": (
            "jeugdige",
            "gemeente",
            "aanbieder",
            "gi",
            "segment",
            "productcategorie",
            "begindatum",
            "einddatum",
        ),
    }
    rijen = {naam: [kop] for naam, kop in koppen.items()}
    for jaar in (2022, 2023, 2024):
        for nr, naam in enumerate(KWAAD * 3):
            kind = BSN if nr == 0 else f"K{jaar}{nr}"
            datums = (f"{jaar}-0{1 + nr % 9}-01", f"{jaar + 1}-02-01")
            rijen["maatregelen"].append((kind, "GM0505", naam, "11", *datums))
            rijen["trajecten"].append((kind, "GM0505", naam, naam, "1", "45", *datums))
    bron = map / "bron"
    bron.mkdir()
    for naam, regels in rijen.items():
        with (bron / f"{naam}.csv").open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";").writerows(regels)
    (map / "eigen").mkdir()
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map / "eigen"))
        dashboard.import_sources(None, sorted(bron.glob("*.csv")), tm=dt.date(2025, 6, 30))
    return map / "eigen"


@pytest.fixture(scope="session")
def server(eigen, tmp_path_factory):
    map = tmp_path_factory.mktemp("server")
    afgeluisterd = map / "verbindingen"
    afgeluisterd.touch()
    with serve(
        eigen,
        map / "log",
        pythonpath=Path(__file__).with_name("afluisteren"),
        KERNWAARDEN_AFLUISTEREN=str(afgeluisterd),
    ) as server:
        server.verbindingen = afgeluisterd
        yield server


@pytest.fixture(scope="module")
def pagina(chromium, server):
    """A visitor who has been let in, with the hosts his browser asked for anything."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    yield visit(context, server)
    context.close()


def visit(context, server):
    """A page of the browser that has been let in, without having opened the app."""
    context.request.get(server.ingang)
    p = context.new_page()
    p.set_default_timeout(60_000)
    note_hosts(p)
    p.geweigerd = []
    p.on("console", lambda m: p.geweigerd.append(m.text) if "Content Security Policy" in m.text else None)
    return p
