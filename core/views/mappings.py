"""What a user keeps to read his deliveries by: mappings of suppliers, and the list of postcodes."""

from pathlib import Path

from core.model.melding import Melding
from core.sources import postcodes
from core.sources.recognition import leverancier
from core.views.store import eigen


def mappings(pad: Path | None = None) -> tuple[str, ...]:
    """Names of the mappings of the user's own."""
    return leverancier.beschikbaar((_folder(pad),))


def known_forms() -> dict[str, str]:
    """Mappings of export forms that ship with the program: name -> what it is."""
    map_ = (leverancier.MAPPEN[-1],)
    return {
        n: " ".join(leverancier.load_leverancier(n, map_).toelichting.split()) for n in leverancier.beschikbaar(map_)
    }


def export_mapping(naam: str, pad: Path | None = None) -> bytes:
    """A mapping as a file, to give to another gemeente: names of columns, words and codes, nothing of a child."""
    return leverancier.export_mapping(naam, (_folder(pad),))


def import_mapping(inhoud: bytes, pad: Path | None = None) -> str:
    """Keeps a mapping of another gemeente; its name. Raises Melding when it is not right."""
    return leverancier.import_mapping(inhoud, _folder(pad)).naam


def remove_mapping(naam: str, pad: Path | None = None) -> None:
    """Forgets a mapping: its deliveries are asked about again."""
    plek = _folder(pad) / f"{leverancier.bestandsnaam(naam)}.yaml"
    if not plek.is_file():
        raise Melding(f"De vertaling {naam} bestaat niet (meer): kies een andere uit de lijst.")
    plek.unlink()


def save_postcodes(inhoud: bytes, pad: Path | None = None) -> int:
    """Keeps a list of postcodes with their gemeente; how many it knows. Raises Melding when it is not right."""
    return postcodes.keep_list(inhoud, Path(pad or eigen()))


def has_postcodes(pad: Path | None = None) -> bool:
    """Whether the user has a list of postcodes."""
    return (Path(pad or eigen()) / postcodes.LIJST.name).is_file()


def _folder(pad: Path | None) -> Path:
    return Path(pad or eigen()) / "leveranciers"
