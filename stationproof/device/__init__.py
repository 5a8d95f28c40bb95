"""Runs of the device bench: rehearsed on virtual time, planned, and played in real time by several at once."""
