"""Every configuration parameter as a row; nowhere else does the code know a limit or a default.

The labels are the manual's. The OCPP names are standard where OCPP 1.6 has the key; the
others are ours, because no public document gives the vendor's (bender-facts, section 2.3),
and they stand in these rows and nowhere else.
"""

from __future__ import annotations

from ...model.settings import Key
from .keys_authorisation import AUTHORIZATION
from .keys_backend import BACKEND
from .keys_backend_further import FURTHER
from .keys_limits import INSTALLATION
from .keys_load import LOAD_MANAGEMENT
from .keys_mail import MAIL
from .keys_network import NETWORK
from .keys_ocpp import STANDARD
from .keys_security import SECURITY

KEYS: tuple[Key, ...] = (
    *AUTHORIZATION, *NETWORK, *BACKEND, *FURTHER, *MAIL, *STANDARD, *SECURITY, *INSTALLATION, *LOAD_MANAGEMENT,
)  # fmt: skip
