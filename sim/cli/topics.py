"""Further topics of `antipoverty explain`: strategies, patterns of the county, claims, keys, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim import docs
from sim.cli.common import PARAMETER_HEADERS, parameter_row
from sim.data import glossary as terms
from sim.scenario import declared

Section = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]
KEY_HEADERS = ("key", "left out", "unit", "may be", "says")

# What strategies are called elsewhere.
OTHER_NAMES = {
    "asset_redistribution": ("asset transfer", "asset grants", "land reform"),
    "growth": ("trickle-down", "growth first", "public investment"),
    "income_floor": ("minimum income", "guaranteed minimum income", "top-up"),
    "marginal_redistribution": ("redistribution with growth", "incremental redistribution"),
    "social_services": ("basic needs", "basic services"),
    "two_factor": ("two factors", "labour-intensive growth"),
    "universal_transfer": ("basic income", "universal basic income", "cash transfer", "plain money"),
    "village_household_pairing": ("pairing", "paired assistance", "targeted poverty alleviation",
                                  "precision poverty alleviation"),
}  # fmt: skip


def strategies() -> Iterator[Section]:
    """Every strategy, the local models that some are made of, and the parameters of each."""
    found = declared.strategies()
    rows = [(name, one.title, "; ".join(OTHER_NAMES.get(name, ())), one.says)
            for name, one in found.items()]  # fmt: skip
    yield "", ("strategy", "called", "other names", "what it does"), rows
    for name, one in found.items():
        if one.parts:
            models = [(model, docs.sentence(part)) for model, part in one.parts.items()]
            yield f"local models of {name}", ("local model", "what it does"), models
        numbers = [parameter_row(key, number) for key, number in one.parameters.items()]
        yield f"parameters of {name}", PARAMETER_HEADERS, numbers


def patterns() -> Iterator[Section]:
    """Every pattern that the county is held against; `antipoverty patterns` says which hold."""
    from sim.analysis.patterns import every
    from sim.analysis.patterns.pattern import band

    rows = [(one.name, band(one.low, one.high), one.says) for one in every()]
    yield "", ("pattern", "band", "what it says"), rows


def claims() -> Iterator[Section]:
    """Every sentence that can be held against many worlds; `antipoverty claims NAME` does it."""
    from sim.claims.read import sentences

    yield "", ("claim", "what it says"), list(sentences().items())


def glossary() -> Iterator[Section]:
    """Words of the field and of this project, with what they are called in Chinese."""
    for kind, title in ((terms.FIELD, "of the field"), (terms.PROJECT, "of this project")):
        yield title, ("term", "in Chinese", "meaning"), terms.of(kind)


def keys() -> Iterator[Section]:
    """Every key of a scenario file, section by section, and what stands where it is left out."""
    from sim.cli.keys import sections

    for name, _, rows in sections():
        yield name, KEY_HEADERS, [(key, usual, unit, may_be, says)
                                  for key, says, may_be, unit, usual in rows]  # fmt: skip
