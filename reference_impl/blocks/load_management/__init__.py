"""Chapters 7.3 and 7.4: what several sockets share."""
