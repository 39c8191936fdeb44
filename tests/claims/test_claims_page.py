"""The page on claims names every key, kind and verdict, and its example is a claim."""

import re
from pathlib import Path

from sim.claims import claim, read, verdict

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")


def test_every_key_and_kind_has_its_row():
    told = set(re.findall(r"`([a-z._]+)`", " ".join(re.findall(r"^\| (.*?) \|", TEXT, re.M))))
    wanted = set(read.KEYS) - {"claim", "mechanism"} | {f"mechanism.{key}" for key in read.MECHANISM}
    wanted |= {f"claim.{key}" for key in (*claim.STATEMENT, "arms", "top", "bottom")}
    assert told == wanted | set(claim.STATEMENT["kind"].choices)


def test_the_example_is_the_shipped_claim():
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
    assert read.from_text(block, "poverty_returns_after_transfers.yaml") == read.load(
        "poverty_returns_after_transfers")  # fmt: skip


def test_the_verdicts_are_those_of_the_page():
    assert "nine of ten" in TEXT and verdict.MOST == 0.9 and verdict.HALF == 0.5
