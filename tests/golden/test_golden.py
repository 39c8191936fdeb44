"""Numbers that only a change of the model may move; `update.py` writes them anew."""

import json

import pytest
from update import FILE, MACHINE, numbers

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))
# Another NumPy or processor rounds otherwise, and a few households may decide otherwise for it.
NEAR = 1e-9 if GOLDEN["machine"] == MACHINE else 0.03


@pytest.fixture(scope="module")
def now():
    return numbers()


def test_every_strategy_has_golden_numbers(now):
    assert now.keys() == GOLDEN["arms"].keys()


@pytest.mark.parametrize("arm", GOLDEN["arms"])
def test_the_numbers_are_those_kept(now, arm):
    assert now[arm] == pytest.approx(GOLDEN["arms"][arm], rel=NEAR, abs=1e-12)
