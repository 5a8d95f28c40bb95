"""What every pytest run of this project loads: scenarios on benches, their reports, their face in Allure.

pytester is there for the tests of our own plugin. Properties are tried with the same examples in each run, so that a
verdict about a change is about the change; `make fuzz` tries others.
"""

import os

from hypothesis import settings

pytest_plugins = ["pytester", "fixtures.plugin", "stationproof.pytest_reports", "stationproof.pytest_allure"]

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.register_profile("by chance", derandomize=False, database=None, deadline=None, print_blob=True)
settings.load_profile("by chance" if "STATIONPROOF_FUZZ" in os.environ else "repeatable")
