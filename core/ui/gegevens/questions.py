"""Questions about a delivery that are not about one column or word. The same question about more sheets is asked
once."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.model import wording
from core.ui.gegevens.lading import Lading, key
from core.ui.gegevens.words import KIES, on_screen

_WOORDEN = {
    "ja": "ja, het telt mee",
    "nee": "nee, laat het weg",
    "dmj": "dag-maand-jaar",
    "mdj": "maand-dag-jaar",
    "gedeeld": "hetzelfde nummer is hetzelfde kind",
    "eigen": "elke GI heeft eigen nummers",
    "doortrekken": "ja, de naam geldt ook voor de lege rijen eronder",
    "leeg laten": "nee, leeg is leeg",
    "blad": "de naam van elk blad",
    "bestand": "de naam van het bestand",
    "punt": "een punt (1234.50)",
    "komma": "een komma (1234,50)",
    "overslaan": "geen van deze: overslaan",
}
_GENOEMD = 4  # of more open questions only how many there are
Antwoorden = dict[tuple[tuple[str, str], ...], str | None]


def ask(vragen: Sequence, namen: Mapping[str, tuple[str, ...]], vormen: Mapping[str, tuple]) -> Antwoorden:
    """(soort, onderwerp) of each question -> its answer. `namen`: column -> names that are known; `vormen`: sheet ->
    its headers."""
    uit: Antwoorden = {}
    for groep in _together(vragen, vormen):
        eerste = groep[0]
        rest = f" (en bij {len(groep) - 1} andere)" if len(groep) > 1 else ""
        sleutels = tuple((v.soort, v.onderwerp) for v in groep)
        bekend = namen.get(eerste.kolom, ()) if eerste.soort == "waarde" else ()
        opties = _options(groep, bekend)
        voorstel = {k for v in groep for k in v.keuzes} if eerste.soort == "waarde" else set()
        klaar = eerste.gekozen or (voorstel.pop() if len(voorstel) == 1 else None)
        uit[sleutels] = st.selectbox(
            on_screen(eerste.vraag) + rest,
            opties,
            index=opties.index(klaar) if klaar in opties else None,
            key=key(f"vraag-{eerste.soort}-{eerste.onderwerp}"),
            format_func=lambda o: _WOORDEN.get(o, o),
            placeholder=KIES if eerste.soort != "waarde" else f"{KIES}, of typ een naam",
            accept_new_options=eerste.soort == "waarde",
            filter_mode="contains" if eerste.soort == "waarde" else None,
        )
    return uit


def still_open(vragen: Sequence) -> str:
    """Which questions have no answer yet, one sentence: what was asked last is not always in sight."""
    namen = list(dict.fromkeys(_short(v) for v in vragen if v.open))
    meer = f" en nog {len(namen) - _GENOEMD}" if len(namen) > _GENOEMD else ""
    noem = f"{', '.join(namen[:_GENOEMD])}{meer}" if meer else wording.opsomming(namen)
    wat = "deze vraag" if len(namen) == 1 else "deze vragen"
    return f"Beantwoord hierboven eerst {wat}: {noem}. Er is nog niets bewaard."


def _short(vraag) -> str:
    """A question as it stands above: of a column or a word what it is about."""
    if vraag.soort in ("kolom", "code"):
        return f"wat is '{vraag.onderwerp.split(' · ')[-1]}'?"
    return f"'{vraag.vraag}'"


def take(lading: Lading, gekozen: Antwoorden) -> None:
    for sleutels, antwoord in gekozen.items():
        if antwoord is not None:
            lading.antwoorden |= dict.fromkeys(sleutels, antwoord)


def _options(groep: list, bekend: tuple[str, ...]) -> list[str]:
    """What can be answered: the proposals of all sheets, the names of the sheets themselves, and what is known."""
    voorstel = [k for v in groep for k in v.keuzes]
    blad = ["blad", "bestand"] if groep[0].soort == "waarde" else []
    meer = [groep[0].gekozen] if groep[0].gekozen else []
    return list(dict.fromkeys([*voorstel, *(blad if len(groep) > 1 or voorstel else []), *bekend, *meer]))


def _together(vragen: Sequence, vormen: Mapping[str, tuple]) -> list[list]:
    """Sheets of one form ask the same; of a value for all rows also where the proposals differ."""
    samen: dict[tuple, list] = {}
    for v in vragen:
        los = () if v.soort == "waarde" else v.keuzes
        apart = v.onderwerp if v.soort == "blad" or not (v.kolom or v.soort in ("tabel", "vertaling")) else ""
        apart = vormen.get(v.onderwerp, v.onderwerp) if v.soort in ("tabel", "vertaling") else apart
        samen.setdefault((v.soort, v.kolom, los, apart, v.gekozen), []).append(v)
    return list(samen.values())
