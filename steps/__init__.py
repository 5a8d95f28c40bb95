"""What the sentences of the features mean: each step is one or two calls of the Bench.

Steps know the Bench protocol and the journal, and nothing else: no protocol library, no
clock, no station. Expected values are literals from the manual, in the feature or here.
"""

STEP_MODULES = (
    "steps.authorisation",
    "steps.backend",
    "steps.charging",
    "steps.configuration",
    "steps.signals",
    "steps.time",
)
"""Loaded as pytest plugins, so that every feature sees every step."""
