"""One goal in depth: is it on course, is that real, what does it take, and at what expense."""

from core.charts.decided import decided
from core.charts.process import process
from core.charts.series import series
from core.ui import besluiten, doel, duiding
from core.ui.frame import start_page
from core.ui.nodig import needed

view, selectie = start_page("Doelen")

beeld = doel.choose(view, selectie)
doel.verdict(beeld, selectie)
doel.course(series, beeld, view, selectie)
needed(beeld, view, selectie)
doel.further(beeld)
doel.process(process, beeld)
doel.twins(series, beeld, view, selectie)
doel.agreement(beeld)
besluiten.decide(view, selectie.regio, beeld.stand.doel.id)
besluiten.targets(decided, beeld, view)
duiding.of_goal(view, selectie, beeld.stand.doel.id)
besluiten.notes(view, beeld.stand.doel.id)
