"""What is left of a programme's money on its way to households, and of what use it is there."""

from __future__ import annotations

from collections.abc import Iterator

from sim.ground.measured import Measured
from sim.programme import money_left
from sim.record.seen import Seen

MEASURES = (
    Measured(name="money_left", title="money left", unit="share of money offered", groups=("link",),
             formula="yuan left after the link / yuan offered",
             meaning="Money still on its way to households after a link, then what their help cost, "
                     "and what of that met the main cause."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Shares of the offered money by link, of all programmes that noted their links."""
    left = money_left(seen.programmes)
    for link, yuan in left.items():
        yield "money_left", "", f"link={link}", yuan / left["offered"]
