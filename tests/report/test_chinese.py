"""Charts and findings in Chinese: nothing is left in English, lines break where they may."""

from pathlib import Path

import pytest
import synthetic

from sim import questions
from sim.folder.read import Folder
from sim.language import CHINESE, Voice, phrase, speaking
from sim.language.width import CLOSING, cut, wide, wrapped
from sim.showing import fonts, style
from sim.showing.numbers import Numbers
from sim.showing.voice import voice_of


@pytest.mark.slow
def test_nothing_of_charts_and_findings_is_left_in_english(built: Path) -> None:
    folder, asked = Folder(built), questions.find()
    spoken = voice_of(folder, CHINESE)
    with speaking(spoken):
        drawn = {name: questions.draw(name, folder) for name in synthetic.QUESTIONS}
        numbers = Numbers(folder, {f"figures/{name}.csv": table for name, (_, table) in drawn.items()})
        said = [str(text) for name in drawn if isinstance(asked[name], questions.Told)
                for finding in asked[name].say(folder, numbers)
                for text in (finding.heading, *finding.sentences, *finding.points)]  # fmt: skip
    words = [text for page, _ in drawn.values() for text in (page.headline, page.subtitle)] + said
    assert len(said) > len(drawn) and all(wide(text) > len(text) for text in words)
    made_up = {kind for kind, *_ in synthetic.KINDS}
    assert spoken.lacking <= made_up


@pytest.mark.skipif(fonts.chinese() is None, reason="no font for Chinese is installed")
def test_every_letter_of_a_chart_has_its_glyph(built: Path) -> None:
    """A letter without a glyph is a warning of Matplotlib, and an error here."""
    folder = Folder(built)
    with speaking(voice_of(folder, CHINESE)):
        page, _ = questions.draw("effects", folder)
    assert style.png(page)
    heavy = {text.get_weight() for text in page.texts if wide(text.get_text()) > len(text.get_text())}
    assert fonts.bold() or heavy == {"normal"}


def test_chinese_is_broken_by_width_and_not_before_a_comma() -> None:
    with speaking(Voice(CHINESE)):
        text = phrase("Weighing {}, {} is lowest under {}: {} percentage points {}{}.",
                      "甲", "乙", "income floor", "−2.11", "", "")  # fmt: skip
    for most in range(12, 40):
        lines = wrapped(text, most)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(wide(line) <= most for line in lines)
        assert not any(line[0] in CLOSING for line in lines)
    assert cut("贫困发生率", 6) == "贫困…" and cut("贫困", 4) == "贫困"
    assert wrapped("", 10) == [""]
