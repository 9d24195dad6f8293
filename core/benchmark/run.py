"""All measurements in one run, as a table."""

import tempfile
import time
from pathlib import Path

import pandas as pd

from core import dashboard
from core.benchmark.figures import other_gemeente, overzicht, terugtoets, watals
from core.benchmark.reading import berichten, xlsx


def benchmark(schaal: str) -> None:
    """Prints a table: what, ours (s), baseline (s), ratio."""
    with tempfile.TemporaryDirectory(prefix="kernwaarden-meet-") as klad:
        regels = [xlsx(Path(klad)), berichten(Path(klad))]
        view = _view(Path(klad), schaal)
        regels += [overzicht(view), other_gemeente(view), *watals(view)]
        toets = terugtoets(view)
    print(
        pd.DataFrame(regels, columns=["wat", "ons (s)", "vergelijk (s)", "verhouding", "vergeleken met"]).to_string(
            index=False, float_format=lambda x: f"{x:.3f}"
        )
    )
    print(
        "\nTerugtoets: fout van de simulatie als deel van die van twee eenvoudige voorspellingen, en welk deel van "
        "de uitkomsten in het interval van 80% lag"
    )
    print(toets.to_string(index=False, float_format=lambda x: f"{x:.2f}"))


def _view(klad: Path, schaal: str) -> dashboard.View:
    dashboard.make_voorbeeld(klad / "export", schaal=schaal)
    begin = time.perf_counter()
    dashboard.import_sources(klad / "store", [klad / "export"])
    print(f"Import van een export op schaal {schaal}: {time.perf_counter() - begin:.1f} s")
    return dashboard.open_view(dashboard.LOKAAL, "intern", pad=klad / "store")
