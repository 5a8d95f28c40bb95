"""Load management on the whole bench."""
