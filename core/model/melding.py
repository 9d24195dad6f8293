"""The one kind of error that reaches a person."""

from collections.abc import Sequence


class Melding(Exception):
    """Something the user can act on: one Dutch sentence that says where, what and what to do.

    Never holds a BSN, name or day of birth. The command line prints it and exits with 2; a page shows it.
    """


class OpenVragen(Melding):
    """Questions that have to be answered before anything is stored."""

    def __init__(self, vragen: Sequence):
        self.vragen = tuple(vragen)
        wat = "Er is één vraag" if len(self.vragen) == 1 else f"Er zijn {len(self.vragen)} vragen"
        super().__init__(
            f"{wat} over deze levering; er is nog niets bewaard. " + " ".join(v.vraag for v in self.vragen[:5])
        )
