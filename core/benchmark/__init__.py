"""`python -m core meet`: what it costs, beside another version of this program, pandas as a user writes it, and SQL by
hand, all in one run.

Processor time and memory; a busy machine stretches the clock. No figure here fails a build.
"""
