"""A report to take along: choose which and in what kind of file, and make it of the figures as they may be shared."""

from core.ui import rapport
from core.ui.frame import start_page

view, selectie = start_page("Rapport")

keuze = rapport.choose(view)
rapport.make(view, selectie, keuze)
