"""The guide: four steps, and where the answers to the usual questions are."""

from core.ui import handleiding
from core.ui.frame import start_page

start_page("Handleiding")

handleiding.steps()
handleiding.questions()
