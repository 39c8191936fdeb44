"""Fonts that follow the bundled one: new ones are found, and nobody is told of their weights."""

import logging

import pytest
from matplotlib.font_manager import fontManager

from sim.language import CHINESE
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


@pytest.fixture
def before_installing(monkeypatch):
    """The list of fonts as it was before any Chinese one was installed."""
    if fonts.chinese() is None:
        pytest.skip("no Chinese font is installed")
    files = {font.fname for font in fontManager.ttflist if font.name in fonts.CHINESE}
    kept = [font for font in fontManager.ttflist if font.fname not in files]
    monkeypatch.setattr(fontManager, "ttflist", kept)
    fonts.beyond.cache_clear()
    yield
    fonts.beyond.cache_clear()


@pytest.mark.usefixtures("before_installing")
def test_a_font_that_is_new_is_taken_up_where_chinese_is_asked_for():
    assert not {*fonts.beyond()} & {*fonts.CHINESE}
    assert fonts.chinese() in fonts.CHINESE
    assert fonts.chinese() in fonts.beyond(CHINESE)


@pytest.mark.usefixtures("before_installing")
def test_there_may_be_none(monkeypatch):
    monkeypatch.setattr(fonts, "findSystemFonts", lambda: [__file__])
    assert fonts.chinese() is None
