"""Goals on a large screen, one a page: for a meeting, with figures that may be shared whatever the mode."""

from core.charts.series import series
from core.ui import presentatie
from core.ui.frame import start_page

view, selectie = start_page("Presentatie")

reeks = presentatie.choose(view, selectie)
presentatie.show(series, reeks, view, selectie)
presentatie.steer(reeks)
