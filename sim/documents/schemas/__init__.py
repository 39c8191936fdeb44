"""JSON Schemas of the files that people write, made from what is declared: editors read them.

They say which keys there are, what each may be and what it means. What keys say of each other (that
shares add up, that an arm is one) is known to `antipoverty validate` alone.
"""

from __future__ import annotations

from typing import Any

from sim.documents.schemas import claims, experiments, scenarios, trials

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def every() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its name in the folder of schemas."""
    made = {"scenario": scenarios.schema(), "experiment": experiments.schema(),
            "trial": trials.schema(), "claim": claims.schema()}  # fmt: skip
    return {f"{name}.json": {"$schema": DIALECT, **one} for name, one in made.items()}
