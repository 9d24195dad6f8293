"""Youth help: how many children, how long, where, at what cost, and per segment."""

from core.charts.series import series
from core.ui import jeugdhulp
from core.ui.frame import need, start_page

store, selectie = start_page("Jeugdhulp")
need(store, "trajecten")

onderwerp, maten = jeugdhulp.choose(jeugdhulp.subjects())
jeugdhulp.courses(series, store, selectie, maten)
if onderwerp == "Verblijf":
    jeugdhulp.part_time(series, store, selectie)
jeugdhulp.per_segment(series, store, selectie, maten)
