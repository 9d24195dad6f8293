"""`python -m core meet`: how fast it is, as ratios against baselines measured in the same run.

The baselines are what one would write without this program: pandas with openpyxl for reading, and SQL by hand on
the same store for the figures of the page Overzicht. No figure here fails a build: a busy machine is no mistake.
"""
