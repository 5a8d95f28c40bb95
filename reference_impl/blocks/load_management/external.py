"""What may be shared out per phase: fixed limits, and with an external meter what the building leaves (7.4.2)."""

from __future__ import annotations

from ...model.loads import PerPhase


def distributable(
    sub: PerPhase,
    opsub: PerPhase,
    main: PerPhase,
    headroom: PerPhase,
    reading: PerPhase | None,
    charging: PerPhase,
    *,
    including: bool,
    fallback: PerPhase,
) -> PerPhase:
    """A(g) = max(0, min(SUB, OPSUB, MAIN - X - HEAD)) for each grid phase g, in whole amperes, rounded down (DLM-129).

    sub, opsub, main, headroom, fallback: the parameters, in amperes
    reading:   what the external meter read, in milliamperes, negative for feed-in; None: it cannot be read, and the
               external load X is the fallback (DLM-158)
    charging:  what the charge points drew meanwhile, in milliamperes
    including: External Meter Location is Including EVSE Sub-Distribution: the charge points are in the reading,
               and are taken out of it (DLM-127); else the reading is the external load (DLM-128)

    The headroom is kept free of the fallback too (the manual is silent, D-DLM-09: less is safe).
    """
    l1, l2, l3 = (
        max(0, min(
            sub[phase], opsub[phase],
            main[phase] - headroom[phase] - external_a(phase, reading, charging if including else None, fallback),
        ))
        for phase in (0, 1, 2)
    )  # fmt: skip
    return l1, l2, l3


def external_a(phase: int, reading: PerPhase | None, charging: PerPhase | None, fallback: PerPhase) -> int:
    """X(g): the external load in whole amperes, rounded up, so that what is left is rounded down."""
    if reading is None:
        return fallback[phase]
    external_ma = reading[phase] - (charging[phase] if charging else 0)
    return -(-external_ma // 1000)


def fixed(sub: PerPhase, opsub: PerPhase) -> PerPhase:
    """What may be shared out without an external meter: the lower of both limits, per phase (DLM-009, DLM-068)."""
    return min(sub[0], opsub[0]), min(sub[1], opsub[1]), min(sub[2], opsub[2])
