"""What a lever of an arm may be: a share, a year, or a parameter of one of its strategies."""

from __future__ import annotations

from sim.ground.parameters import Parameter, whole
from sim.scenario import declared
from sim.scenario.read import Document


def of_strategy(strategy: str, name: str, base: Document) -> Parameter | None:
    """What is declared of a lever of a strategy: its share, its years, a parameter; None if nothing."""
    if name == "share":
        return declared.SHARE
    if name in ("from", "until"):
        return _year_of(name, base)
    return parameters_of(strategy).get(name)


def parameters_of(strategy: str) -> dict[str, Parameter]:
    """The declared parameters of a strategy by name; none of one that nobody knows."""
    kind = declared.strategies().get(strategy)
    return dict(kind.parameters) if kind else {}


def _year_of(name: str, base: Document) -> Parameter:
    """The first or the last year in which a strategy acts: any but the opening year."""
    given = base.tree.get("horizon")
    found = {key: one.default for key, one in declared.HORIZON.items()}
    if isinstance(given, dict):  # what is no year there is said when the scenario is read
        found |= {key: value for key, value in given.items() if type(value) is int}
    first, last = found["start"] + 1, found["start"] + found["years"]
    default, which = (first, "first") if name == "from" else (last, "last")
    end = last + found["after"]
    return whole(default, "year", first, end, "assumption", f"{which} year in which it acts")
