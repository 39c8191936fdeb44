"""`antipoverty sensitivity`: which parameters matter, and which conclusions lean on them."""

from sim.cli.sweep import command_of

command = command_of(
    "sensitivity",
    "Find which parameters move the effects of strategies, and the differences between them, over the "
    "ranges in FILE; how much is luck; and which conclusions lean on what is assumed.",
    "what_matters",
)
