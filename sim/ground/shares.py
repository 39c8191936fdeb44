"""How strategies share the budget of an arm."""

from __future__ import annotations

from collections.abc import Mapping


def shares_of(given: Mapping[str, float | None]) -> dict[str, float]:
    """Each strategy's share of an arm's budget: as given, the rest in equal parts."""
    named = [share for share in given.values() if share is not None]
    others = len(given) - len(named)
    rest = max(0.0, 1 - sum(named)) / others if others else 0.0
    return {name: rest if share is None else share for name, share in given.items()}
