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
        ("skill training", "skill_training", 0, RIGHT),
        ("Skill-Training ", "skill_training", 0, RIGHT),
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


@pytest.mark.parametrize(
    ("answer", "right", "kinds"),
    [
        ("1.05", 1.05, ["a number is asked for", "'1.05' is text"]),
        ("yes", True, ["True or False is asked for", "'yes' is text"]),
        (True, 1, ["a number is asked for"]),
        (3, "cash", ["text is asked for"]),
        ([7], 7, ["[7] is list"]),
        ("1.05", lambda size: 1.04 < size <= 1.06, ["cannot use '1.05', which is text"]),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_in_a_sentence(answer, right, kinds, capsys):
    check_answer(answer, right, "count again")
    said = capsys.readouterr().out
    assert said.startswith("Not yet: ")
    assert all(kind in said for kind in kinds)
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("answer", "among", "said"),
    [
        ("yes", (True, False), "Not yet: answer one of True, False, not 'yes'.\n"),
        (1, (True, False), "Not yet: answer one of True, False, not 1.\n"),
        ("both", ("cash", "herd"), "Not yet: answer one of 'cash', 'herd', not 'both'.\n"),
        (" Herd", ("cash", "herd"), RIGHT),
        (False, (True, False), HINT),
    ],
)  # fmt: skip
def test_a_function_is_asked_of_one_of_the_choices_alone(answer, among, said, capsys):
    asked = []
    check_answer(answer, lambda one: asked.append(one) or one == "herd", "count again", among=among)
    assert capsys.readouterr().out == said
    assert set(asked) <= set(among)


@pytest.mark.parametrize(("answer", "asks"), [(0.15, True), (0.149, True), (0.3, False), (14, False)])
def test_a_share_in_the_place_of_per_cent_is_asked_about(answer, asks, capsys):
    check_answer(answer, 15, "count again", within=0.5)
    assert ("per cent, not a share?" in capsys.readouterr().out) == asks
