"""The entry point: `stationproof`, also as `python -m stationproof`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a package that is missing is a sentence, not a traceback."""
    try:
        from .app import app
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name in ("", "fixtures", "reference_impl", "reports", "stationproof"):
            raise
        print(
            f"stationproof: The Python package {name!r} is missing; "
            "`pip install -e .` in the checkout installs all that is needed.",
            file=sys.stderr,
        )
        sys.exit(3)
    app()
