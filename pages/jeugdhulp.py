"""Youth help: how many children, how long, where, at what cost, and per segment."""

from core.charts.series import series
from core.ui import jeugdhulp
from core.ui.frame import need, start_page

view, selectie = start_page("Jeugdhulp")
need(view, "trajecten")

onderwerp, maten = jeugdhulp.choose(jeugdhulp.subjects())
jeugdhulp.courses(series, view, selectie, maten)
if onderwerp == "Verblijf":
    jeugdhulp.part_time(series, view, selectie)
jeugdhulp.per_segment(series, view, selectie, maten)
