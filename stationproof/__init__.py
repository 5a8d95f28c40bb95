"""The command line of Stationproof."""
