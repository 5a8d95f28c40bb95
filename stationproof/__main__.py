"""`python -m stationproof`."""

from .cli import main

main()
