"""What the scenario of a sweep says where nothing of it is swept, as the report tells it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy, deepcopy
from typing import Any

from markupsafe import Markup

from sim.folder.stored import as_written
from sim.folder.swept import SWEEP_FILE, Swept
from sim.language import phrase
from sim.report.settings import for_all
from sim.showing.numbers import words


def unswept(swept: Swept) -> Swept:
    """The same results under the scenario that all points share, without what was swept.

    A folder without the file of its sweep tells nothing of it.
    """
    settled = copy(swept)
    path = swept.path / SWEEP_FILE
    told = as_written(path.read_text(encoding="utf-8")) if path.is_file() else {}
    settled.scenario = _without(dict(told.get("scenario") or {}), swept.factors)
    return settled


def _without(scenario: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    kept = deepcopy(scenario)
    for path in paths:
        *place, key = path.split(".")
        inner: Any = kept
        for step in place:
            inner = inner.get(step) or {}
        inner.pop(key, None)
    return kept


def settings(settled: Swept) -> list[Markup]:
    """The size of the county and what was set for all arms, of results that are `unswept`."""
    scenario, told = settled.scenario, []
    if county := scenario.get("county"):
        told.append(phrase(
            "Scenario {}: {} households in {} villages, replications: {}.", scenario["name"],
            county["households"], county["villages"], scenario["replications"]))  # fmt: skip
    told.append(phrase("Poverty is compared at the {} line.", phrase(settled.line)))
    if ends := settled.options.get("support_ends"):
        told.append(phrase("All strategies stop {} years before the last year, in which poverty is "
                           "judged.", ends))  # fmt: skip
    return [words(text) for text in told] + for_all(settled)
