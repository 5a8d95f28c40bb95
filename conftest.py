"""What every pytest run of this project loads."""

pytest_plugins = ["fixtures.plugin"]
