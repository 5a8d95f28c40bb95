"""Several texts as one ZIP file (PKWARE APPNOTE 6.3.3; deflated), the same bytes for the same texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first date that the format knows. The station's clock may be wrong; the lines inside carry their own dates."""


def zip_of(files: Iterable[tuple[str, str]]) -> bytes:
    """The file; each member is the UTF-8 text under its name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(zipfile.ZipInfo(name, OLDEST), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
