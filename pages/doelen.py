"""One goal in depth: is it on course, is that real, what does it take, and at what expense."""

from core.charts.process import process
from core.charts.series import series
from core.ui import besluiten, doel
from core.ui.frame import start_page
from core.ui.nodig import needed

store, selectie = start_page("Doelen")

beeld = doel.choose(store, selectie)
doel.verdict(beeld, selectie)
doel.course(series, beeld, store, selectie)
needed(beeld, store, selectie)
doel.further(beeld)
doel.process(process, beeld)
doel.twins(series, beeld, store, selectie)
doel.agreement(beeld)
besluiten.decide(store, selectie.regio, beeld.stand.doel.id)
besluiten.notes(store, beeld.stand.doel.id)
