"""Pictures of load management, made from a journal alone and drawn as SVG without any library.

    series    values that hold until the next one; sums, and thinning that keeps every peak
    islands   which stations share out current together
    limits    what the journal says about limits, and from when on
    events    what happened, in a few words each
    story     a journal as the things to draw
    axes      round numbers on the axes, and labels that keep clear of each other
    load      the drawing

The same journal gives the same bytes. No number in a picture is made up: what the journal
does not tell is not drawn.
"""

from .load import load_svg
from .story import Story, story_of

__all__ = ["Story", "load_svg", "story_of"]
