"""What every pytest run of this project loads: scenarios on benches, their reports, their face in Allure.

pytester is there for the tests of our own plugin.
"""

pytest_plugins = ["pytester", "fixtures.plugin", "stationproof.pytest_reports", "stationproof.pytest_allure"]
