"""What every pytest run of this project loads: scenarios on benches, their reports, their face in Allure."""

pytest_plugins = ["fixtures.plugin", "stationproof.pytest_reports", "stationproof.pytest_allure"]
