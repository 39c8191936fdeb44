"""Churn of the file: who is on it, entered and left it this year, and how they left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import HOUSEHOLDS, Measured
from sim.record.seen import Seen

_moved = partial(Measured, unit="share of households", adds_up=HOUSEHOLDS)
_of_exits = partial(Measured, unit="share of exits")
MEASURES = (
    _moved(name="on_file", title="on file", formula="on file / households",
           meaning="On the file of dynamic management at the end of the year."),
    _moved(name="file_entries", title="entries to the file", formula="entered / households",
           meaning="Entered the file this year."),
    _moved(name="file_exits", title="exits from the file", formula="left / households",
           meaning="Left the file this year."),
    _moved(name="struck_exits", title="struck exits", formula="struck / households",
           meaning="Left the file because records struck them off."),
    _moved(name="paper_exits", title="paper exits", formula="left on paper / households",
           meaning="Left the file although they were seen below the line."),
    _of_exits(name="paper_share", title="paper exits of all", formula="left on paper / left",
              meaning="Exits of households that were seen below the line."),
    _of_exits(name="false_exits", title="false exits", formula="left, poor / left",
              meaning="Exits of households whose income before programme aid is below the line now."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Moves on and off the file this year, where there is one."""
    h, moved = seen.society.households, seen.moves
    if moved is None or not seen.listed:
        return
    leaves = moved.leaves
    yield "on_file", "", "all", float(h.on_file.sum()) / len(h)
    yield "file_entries", "", "all", len(moved.enters) / len(h)
    yield "file_exits", "", "all", len(leaves) / len(h)
    yield "struck_exits", "", "all", len(moved.struck) / len(h)
    yield "paper_exits", "", "all", float(h.paper_exit.sum()) / len(h)
    if len(leaves):
        yield "paper_share", "", "all", float(h.paper_exit[leaves].mean())
        yield "false_exits", "", "all", float(seen.poor_before_aid[leaves].mean())
