#!/usr/bin/env bash
# lifelines 0.30.3 and statsmodels 0.15.0: of n people exactly the first half ends (on days 1 to n/2) and the other half is
# still there. The Kaplan-Meier curve then ends at exactly one half, so by the rule "first day on which at most half is left"
# the median is day n/2 for every n. Seen: lifelines gives day 2 for n = 4 and infinity for n = 6 (its curve prints 0.5 there),
# and over n = 4, 6, ... 58 gives either answer; statsmodels gives nan for most n and a number (n/2, or n/2 and a half) for some.
# Neither says that the answer lies on an edge: a product of fractions comes out a hair above or below one half.
# Exits with an error when either of the two answers every n alike.
set -euo pipefail
map=$(mktemp -d)
trap 'rm -rf "$map"' EXIT
python3 -m venv "$map/venv"
"$map/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  lifelines==0.30.3 statsmodels==0.15.0 numpy==2.4.6 pandas==2.3.3 scipy==1.17.1
"$map/venv/bin/python" -W ignore - <<'PY'
import lifelines
import numpy as np
import statsmodels.api as sm

een, ander = {}, {}
for n in range(4, 60, 2):
    dagen, ten_einde = np.arange(1.0, n + 1), np.r_[np.ones(n // 2), np.zeros(n // 2)]
    een[n] = float(lifelines.KaplanMeierFitter().fit(dagen, ten_einde).median_survival_time_)
    ander[n] = float(sm.SurvfuncRight(dagen, ten_einde).quantile(0.5))
print("lifelines  ", een)
print("statsmodels", ander)
half = {n: n / 2 for n in een}
assert any(een[n] == half[n] for n in een) and any(np.isinf(een[n]) for n in een)
assert any(np.isnan(ander[n]) for n in ander) and any(not np.isnan(ander[n]) for n in ander)
PY
