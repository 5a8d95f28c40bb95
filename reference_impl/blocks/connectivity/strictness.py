"""What each level of "SSL Strictness as client" checks (manual, chapter 4, Meer instellingen; D-BKD-11).

The name of a level says which checks it drops. Only the first drops the chain; a certificate
that anybody may have made has a host and dates that prove nothing, so it drops them all.
"""

from __future__ import annotations

from ...model.link_request import Trust

STRICTNESS: dict[str, Trust] = {
    "Encrypt only - No authentication": Trust(chain=False, host=False, expiry=False),
    "Allow expired certificate and skip host check": Trust(host=False, expiry=False),
    "Skip host check": Trust(host=False),
    "Allow expired certificate": Trust(expiry=False),
    "Normal SSL Auth": Trust(),
}
