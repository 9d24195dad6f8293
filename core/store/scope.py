"""What a reader with a scope can reach: a cursor of his own on which every table is a view of his gemeenten.

The view has the name of the table and is found first, so that a query needs to know nothing of it. A table that does
not say of which gemeente a row is, is empty; a query can do nothing else on such a connection than read.
"""

import re
from collections.abc import Iterable
from contextlib import closing

import pandas as pd

from core.store.connect import DuckVerbinding

# No rows about children: which deliveries there were, and which milestones a region reached.
VRIJ = frozenset({"leveringen", "mijlpalen"})
ELDERS = "elders"
# What is left of a measure that was handed over to a gemeente out of scope: that it left, when, and from whom. It is
# no stock there (it ends on the day it begins) and begins and ends nothing, so that begin + in - out = end still holds.
_BLIJFT = frozenset({"type", "geslacht", "van", "_datum", "gevolgd", "vorige_gemeente", "vorige_gi"})
_NIET = frozenset({"eerste", "laatste", "uit_beeld"})
_CODE = re.compile(r"GM\d{4}")


def tidy(bereik: Iterable[str]) -> tuple[str, ...]:
    """The codes in order, each once. Raises ValueError for what is no code."""
    codes = tuple(sorted(set(bereik)))
    if fout := [c for c in codes if not _CODE.fullmatch(c)]:
        raise ValueError(f"not a gemeente: {fout[0]}")
    return codes


class BeperkteVerbinding:
    """Only what is asked of a connection to read it: see core/store/connect.py. Without codes there are no rows."""

    def __init__(self, verbinding: DuckVerbinding, bereik: tuple[str, ...]):
        self.dialect = verbinding.dialect
        self._verbinding, self._klaar = verbinding, set()
        self._codes = ", ".join(f"'{c}'" for c in tidy(bereik)) or "null"

    def vraag(self, sql: str) -> pd.DataFrame:
        self._hide(sql)
        return self._verbinding.vraag(sql)

    def choose(self, kolom: str, waarden: tuple) -> None:
        self._verbinding.choose(kolom, waarden)

    def tabellen(self) -> set[str]:
        return self._verbinding.tabellen()

    def _hide(self, sql: str) -> None:
        """Views over the tables that this query may name; every word of it that is a table counts as naming it."""
        kolommen = self._verbinding.kolommen()
        genoemd = {w.lower() for w in re.findall(r"\w+", sql)} & kolommen.keys() - self._klaar
        uitgesteld = self._verbinding.views() if genoemd else set()
        for naam in genoemd:
            bron = f'"{self._verbinding.naam()}".main."{naam}"'
            if naam in uitgesteld:
                bron = self._whole(naam)
            self._verbinding.execute(f'create temp view "{naam}" as {self._zicht(naam, kolommen[naam], bron)}')
            self._klaar.add(naam)

    def _whole(self, naam: str) -> str:
        """What is worked out when it is asked, worked out on a cursor where nothing is hidden, as what was made
        beforehand was: here it would find the views instead of the tables it is made of, the ones that are there."""
        with closing(self._verbinding.cursor()) as open_:
            self._verbinding.show(f"_heel_{naam}", open_.arrow(f'select * from "{naam}"'))
        return f'"_heel_{naam}"'

    def _zicht(self, naam: str, kolommen: tuple[str, ...], bron: str) -> str:
        if naam in VRIJ:
            return f"select * from {bron}"
        if "gemeente" not in kolommen:
            return f"select * from {bron} where false"
        eigen = f"gemeente in ({self._codes})"
        if "vorige_gemeente" not in kolommen:
            return f"select * from {bron} where {eigen}"
        vorige = (
            f"case when vorige_gemeente is null or vorige_gemeente in ({self._codes}) then vorige_gemeente "
            f"else '{ELDERS}' end"
        )
        zicht = f"select * replace ({vorige} as vorige_gemeente) from {bron} where {eigen}"
        if "type" not in kolommen:
            return zicht
        weg = ", ".join(f'{self._after_overdracht(k, kolommen)} as "{k}"' for k in kolommen)
        return (
            f"{zicht} union all select {weg} from {bron} where vorige_gemeente in ({self._codes}) and "
            f"coalesce(gemeente not in ({self._codes}), true)"
        )

    @staticmethod
    def _after_overdracht(kolom: str, kolommen: tuple[str, ...]) -> str:
        if kolom in _BLIJFT:
            return f'"{kolom}"'
        if kolom in _NIET:
            return "false"
        if kolom == "tot" and "van" in kolommen:
            return "van"
        return f"'{ELDERS}'" if kolom in ("gemeente", "gi") else "null"
