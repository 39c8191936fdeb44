"""The folder of claims: its tables and codebook, the chart, and the page."""

from __future__ import annotations

from pathlib import Path

from sim.claims import chart, tables
from sim.claims.claim import Claim
from sim.claims.runner import Claims
from sim.folder.files import write_rows
from sim.report import brief

OURS = (tables.FILE, tables.WORLDS, brief.CODEBOOK, f"{chart.NAME}.png", f"{chart.NAME}.svg", brief.PAGE)
TITLE = "Claims held against many worlds"
META = ("Sentences about strategies as comparisons of arms, at equal budget, in a stylised county. "
        "Each world is "
        "a county that is possible; all arms meet the same world and the same luck. What is said here "
        "is "
        "said of this model.")  # fmt: skip
METHOD = (
    "A claim is true in a world where its comparison is, in one county under one luck: near nought "
    "that is a "
    "throw of a coin. Shares of worlds have Wilson's interval. A claim holds where it is true in nine "
    "of "
    "ten worlds or more, and fails where the interval of its share lies below half.",
    "Its mechanism is taken out from the first year of policy on, so that the county opens as it was. "
    "It is "
    "said to end without it only where clearly fewer worlds are left, by McNemar's exact test on the "
    "worlds "
    "that turn, allowing for how many claims are tested (Benjamini and Hochberg), and fewer than half "
    "of all. "
    "That the claim ends says that it needs what was taken out, not that nothing else would end it; "
    "where it stays, something else carries it, or there are too few worlds to tell.",
)


def write(claims: Claims, folder: Path) -> None:
    """Write everything; files of these names are replaced, others left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, columns, rows in (
        (tables.FILE, tables.COLUMNS, tables.rows(claims)),
        (tables.WORLDS, tables.WORLD_COLUMNS, tables.rows_of_worlds(claims)),
    ):
        write_rows(folder / file, [column.name for column in columns], rows)
    brief.write_codebook(folder, {tables.FILE: tables.COLUMNS, tables.WORLDS: tables.WORLD_COLUMNS})
    figure = brief.drawn(folder, chart.NAME, tables.FILE, lambda: chart.draw(claims))
    told = brief.Table(f"In how many of {claims.worlds} worlds each claim is true", tables.HEAD,
                       tables.told(claims))  # fmt: skip
    brief.write(folder, TITLE, META, [
        brief.Section("Verdicts", figure=figure, table=told),
        brief.Section("What was claimed", points=[_in_full(one.claim) for one in claims.judged]),
        brief.Section("Method", METHOD, points=_lost(claims)),
    ])  # fmt: skip


def _in_full(claim: Claim) -> str:
    taken = f" Taken out: {claim.mechanism.says}." if claim.mechanism else ""
    note = f" {claim.note}" if claim.note else ""
    return f"{claim.name.replace('_', ' ')}: {claim.says}.{taken}{note}"


def _lost(claims: Claims) -> list[str]:
    return [f"{len(claims.lost)} worlds could not be lived ({claims.lost[0]})."] if claims.lost else []
