"""The rows of a dashboard that the manual asks for and does not name: the profile says how a subject calls them.

Who has not said so is not failed for words of ours: what needs them is not applicable.
"""

from __future__ import annotations

from fixtures.bench.api import Bench, NotApplicable
from fixtures.profile import Profile

from .configuration import PASSWORD, USER


def dashboard(bench: Bench, station: int) -> dict[str, str]:
    """The dashboard of a station; empty without power."""
    operator = bench.station(station).operator
    operator.log_in(USER, PASSWORD)
    return operator.open_page("Dashboard")


def is_called(profile: Profile, name: str) -> bool:
    """The profile knows what the subject calls it."""
    return f"dashboard-{name}" in profile.values


def called(profile: Profile, name: str, **facts: str) -> str:
    """How the subject calls a row, or what it says there; {facts} are put in."""
    if not is_called(profile, name):
        raise NotApplicable(f"the profile does not say how the subject calls dashboard-{name}")
    return profile.value(f"dashboard-{name}").format(**facts)
