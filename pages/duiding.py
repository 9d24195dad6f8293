"""What the ontwikkeltafel left open: each point with what happened since, the lessons, and what is done."""

from core.ui import duiding
from core.ui.frame import start_page

view, selectie = start_page("Duiding")

duiding.open_points(view, selectie)
duiding.lessons(view, selectie)
duiding.closed_points(view, selectie)
duiding.take_along(view, selectie)
