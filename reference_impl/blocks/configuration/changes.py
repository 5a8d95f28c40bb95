"""What a page says about changes that are not in force yet, and the buttons that it offers then.

Source: manual, 7.4, the lower edge of the screens: "Unsaved Changes" (5.29.4) and "Please restart your
device to apply changes" (5.10.0), each with Reset all changes, Save and Restart (DLM-102, WLL-018).
"""

from __future__ import annotations

UNSAVED = "Unsaved Changes"
RESTART_DUE = "Please restart your device to apply changes"
BUTTONS = "Reset all changes; Save; Restart"


def notices(unsaved: bool, restart_due: bool) -> tuple[tuple[str, str], ...]:
    """The rows below a page: what was typed and not saved, or saved and not in force before a restart."""
    if unsaved:
        return ((UNSAVED, BUTTONS),)
    return ((RESTART_DUE, BUTTONS),) if restart_due else ()
