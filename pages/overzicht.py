"""Every goal of the region: the main goals, then what needs attention, then all of them per kernwaarde."""

from core import dashboard
from core.charts.sparkline import sparkline
from core.ui import doelen, overzicht
from core.ui.frame import start_page
from core.ui.style import dark

view, selectie = start_page("Overzicht")

standen = view.doelen(selectie.with_(per="jaar"))
regio = dashboard.regios()[selectie.regio]
gemeten = doelen.with_figures(standen)
lijnen = doelen.sparklines(gemeten, sparkline, dark())

hoofd = overzicht.main_goals(standen, regio)
overzicht.show_main(hoofd, regio, lijnen, doelen.now(view, selectie, hoofd, heel=True))
doelen.summary(standen, selectie)

aandacht = [s for s in overzicht.by_harm(gemeten) if s not in hoofd]
overzicht.show_attention(aandacht, lijnen, view, selectie)

if gemeten:
    overzicht.show_rest(gemeten, regio, lijnen)
doelen.missing(standen, selectie)
