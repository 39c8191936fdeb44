"""Answers to exercises: not given, right, and not yet right."""

import numpy as np
import pytest

from sim import check_answer

RIGHT, HINT = "Right.\n", "Not yet. Hint: count again\n"


@pytest.mark.parametrize(
    ("answer", "right", "within", "said"),
    [
        (7, 7, 0, RIGHT),
        (8, 7, 0, HINT),
        (7.4, 7, 0.5, RIGHT),
        (np.float64(7.6), 7, 0.5, HINT),
        (float("nan"), 7, 0.5, HINT),
        (" Cash", "cash", 0, RIGHT),
        ("grant", "cash", 0, HINT),
        ("7", 7, 0, HINT),
        (True, True, 0, RIGHT),
        (3, lambda answer: answer > 2, 0, RIGHT),
        (np.bool_(False), lambda answer: bool(answer), 0, HINT),
    ],
)
def test_an_answer_is_right_or_there_is_a_hint(answer, right, within, said, capsys):
    assert check_answer(answer, right, "count again", within) is None
    assert capsys.readouterr().out == said


def test_an_answer_that_is_not_given_is_asked_for_without_a_hint(capsys):
    check_answer(None, lambda answer: answer > 2, "count again")
    said = capsys.readouterr().out
    assert said.startswith("No answer yet")
    assert "count" not in said
