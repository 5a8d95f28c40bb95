"""Does a wrong firmware pass? Small automatic changes of the reference station, run against the features."""
