"""All measurements in one run, as a table."""

import tempfile
from pathlib import Path

from core import dashboard
from core.benchmark.commands import commands
from core.benchmark.figures import new_choices, overzicht, terugtoets, watals
from core.benchmark.reading import berichten, xlsx
from core.benchmark.start import starts
from core.benchmark.table import as_frame, machine, write
from core.model.melding import Melding


def benchmark(schaal: str, export: Path | None = None, tegen: Path | None = None, uit: Path | None = None) -> None:
    """Prints a table of processor time and memory: this program, another build (`tegen`), pandas and SQL by hand, on an
    export of `schaal`, or the one at `export`. `uit`: the table as a file. Raises Melding."""
    if uit is not None and uit.suffix not in (".csv", ".md"):
        raise Melding(f"{uit.name} is geen csv of md: geef een naam die op .csv of .md eindigt.")
    over = f"Export: {export.name if export else schaal}"
    with tempfile.TemporaryDirectory(prefix="kernwaarden-meet-") as map_:
        klad = Path(map_)
        if export is None:
            export = klad / "export"
            dashboard.make_voorbeeld(export, schaal=schaal)
        andere = tegen.resolve() if tegen else None
        regels = starts(klad, andere) + commands(export, klad, andere)
        intern, delen = (dashboard.open_view(dashboard.LOKAAL, w, pad=klad / "ons") for w in ("intern", "delen"))
        regels += [overzicht(intern), *new_choices(intern, delen), *watals(intern), xlsx(klad), berichten(klad)]
        toets = terugtoets(intern)
    print(f"{over}. Machine: {machine()}.")
    print(as_frame(regels).to_string(index=False, na_rep="-", float_format=lambda x: f"{x:.2f}"))
    print(
        "\nTerugtoets: fout van de simulatie als deel van die van twee eenvoudige voorspellingen, en welk deel van "
        "de uitkomsten in het interval van 80% lag"
    )
    print(toets.to_string(index=False, float_format=lambda x: f"{x:.2f}"))
    if uit is not None:
        write(regels, uit, over)
