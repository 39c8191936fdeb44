"""Fonts that follow the bundled one: what Matplotlib says of them is not said to readers of a chart."""

import logging

import pytest

from sim.showing import fonts


@pytest.mark.parametrize(
    ("said", "passed_on"),
    [
        ("findfont: Failed to find font weight bold for WenQuanYi Micro Hei, now using 400.", False),
        ("findfont: Failed to find font weight bold for DejaVu Sans, now using 400.", True),
        ("findfont: Font family 'WenQuanYi Micro Hei' not found.", True),
    ],
)
def test_that_a_font_has_no_bold_letters_is_not_said(said, passed_on, caplog):
    fonts.beyond()
    logging.getLogger("matplotlib.font_manager").warning(said)
    assert (said in caplog.text) == passed_on
