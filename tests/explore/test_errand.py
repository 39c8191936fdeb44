"""Work beside the page tells how far it is, ends when it is told to, and says why it failed."""

import time

import pytest

from sim.explore.errand import Done, Errand, Failed, Step
from sim.ground.errors import InputError

pytestmark = pytest.mark.slow


def count(tell, most):
    for one in range(most):
        tell(Step(one / most, f"at {one}"))
    return most


def refuse(tell, problem):
    raise InputError(problem)


def slip(tell):
    return 1 / 0


def wait(tell):
    tell(Step(0.5, "waiting"))
    time.sleep(600)


def heard(errand, last=(Done, Failed), seconds=60):
    """Everything told up to the end, or up to a step where that is waited for."""
    news, end = [], time.monotonic() + seconds
    while time.monotonic() < end and not any(isinstance(one, last) for one in news):
        news += errand.news()
        time.sleep(0.05)
    return news


def test_what_is_told_comes_in_order_and_ends_once():
    errand = Errand(count, 3)
    assert heard(errand) == [Step(0, "at 0"), Step(1 / 3, "at 1"), Step(2 / 3, "at 2"), Done(3)]
    assert list(errand.news()) == []


def test_what_fails_says_why():
    refused, slipped = Errand(refuse, "budget: too much"), Errand(slip)
    assert heard(refused) == [Failed(["budget: too much"])]
    assert "division by zero" in heard(slipped)[0].problems[0]


def test_what_is_stopped_tells_nothing_more_and_is_gone():
    errand = Errand(wait)
    assert heard(errand, Step) == [Step(0.5, "waiting")]
    errand.stop()
    assert list(errand.news()) == [] and not errand._process.is_alive()


def test_what_dies_without_a_word_is_told():
    errand = Errand(wait)
    heard(errand, Step)
    errand._process.kill()
    assert "without a word" in heard(errand)[-1].problems[0]
