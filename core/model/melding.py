"""The one kind of error that reaches a person."""


class Melding(Exception):
    """Something the user can act on: one Dutch sentence that says where, what and what to do.

    Never holds a BSN, name or day of birth. The command line prints it and exits with 2; a page shows it.
    """
