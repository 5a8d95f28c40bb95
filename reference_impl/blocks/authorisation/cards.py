"""What the reader can read, and how a UID is written.

Supported is the union of the manual's two lists, 5.3 and chapter 6 (discrepancy D-RFD-01).
"""

from __future__ import annotations

TECHNOLOGIES = frozenset(
    {
        "MIFARE Classic",
        "MIFARE Classic 1K",
        "MIFARE Classic 4K",
        "MIFARE Ultralight",
        "MIFARE Ultralight C",
        "MIFARE Plus S",
        "MIFARE Plus X",
        "MIFARE Plus SE",
        "MIFARE Plus EV2",
        "MIFARE DESFire",
        "MIFARE DESFire EV1",
        "MIFARE DESFire EV2",
        "MIFARE DESFire EV2-J",
        "MIFARE DESFire EV3",
        "MIFARE 2GO",
        "MIFARE SmartMX",
    }
)

FORMS: dict[str, tuple[bool, bool]] = {
    "Lower Case": (False, False),
    "Upper Case": (True, False),
    "Lower Case Reversed Byte Order": (False, True),
    "Upper Case Reversed Byte Order": (True, True),
}
"""RFID Tag letter case: (upper case, bytes reversed). Manual, 5.3."""


def written(uid: str, form: str, forms: dict[str, tuple[bool, bool]] = FORMS) -> str:
    """The UID (hexadecimal, bytes as on the card) in one of the four forms."""
    upper, reverse = forms[form]
    octets = bytes.fromhex(uid)
    text = (octets[::-1] if reverse else octets).hex()
    return text.upper() if upper else text
