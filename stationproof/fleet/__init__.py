"""Many stations in one process against our backend in another: what a station costs."""
