"""Patterns: what published figures and the model's own logic lead one to expect of the county.

Each has a band fixed beforehand, a value with its 95% interval over seeds, and a verdict: holds
when the value lies in the band. What fails stays visible. A pattern met by calibration is not
evidence; the column says which ones were calibration targets.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.patterns import baseline, history, pairing, signatures, trap
from sim.analysis.patterns.pattern import Pattern
from sim.analysis.track import Lab
from sim.ground.errors import InputError

PARTS = (baseline, trap, history, signatures, pairing)


def every() -> list[Pattern]:
    """All patterns, those of the baseline first, then the signatures of the strategies."""
    return [one for part in PARTS for one in part.PATTERNS]


def evaluate(names: Sequence[str] | None = None, lab: Lab | None = None) -> list[tuple[str, ...]]:
    """Rows of name, band, value, interval, verdict, statement for all patterns or those named.

    Raises `InputError` for an unknown name.
    """
    known = {pattern.name: pattern for pattern in every()}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise InputError([f"no pattern {name!r} (there are {', '.join(known)})" for name in unknown])
    lab = lab or Lab()
    return [known[name].evaluate(lab) for name in (names or known)]
