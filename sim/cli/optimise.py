"""`antipoverty optimise`: the setting of one arm that leaves the least poverty."""

from sim.cli.sweep import command_of

command = command_of(
    "optimise",
    "Search the levers in FILE for the least poverty, and confirm what is found afresh.",
    "best_mix",
)
