"""What a report with worlds says in Chinese, tables and settings too: all, with the same numbers."""

import pytest
import reading
import synthetic
from test_across_worlds import in_worlds, reference

from sim import questions
from sim.folder.read import Folder, Missing
from sim.language import CHINESE, ENGLISH, Voice, speaking
from sim.report.settings import arms, for_all
from sim.report.tables import tables
from sim.showing.numbers import Numbers
from sim.showing.voice import voice_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    place = tmp_path_factory.mktemp("chinese")
    return Folder(reference(place / "ref", in_worlds(place / "worlds")))


@pytest.fixture(scope="module")
def drawn(folder: Folder) -> tuple[Voice, dict]:
    """The voice in which every chart was drawn in Chinese, and their tables."""
    own, found = voice_of(folder, CHINESE), {}
    with speaking(own):
        for name in questions.find():
            try:
                found[f"figures/{name}.csv"] = questions.draw(name, folder)[1]
            except Missing:
                continue
    return own, found


def told(folder: Folder, drawn: dict) -> list[str]:
    """All paragraphs and tables, and how arms were set."""
    numbers, asked = Numbers(folder, drawn), questions.find().items()
    findings = [finding for name, question in asked if f"figures/{name}.csv" in drawn
                and isinstance(question, questions.Told) for finding in question.say(folder, numbers)]
    shown = tables(folder, numbers).values()
    return [*(text for one in findings for text in (*one.sentences, *one.points)),
            *(cell for one in shown for row in (one.head, *one.rows) for cell in row if cell),
            *(one.caption for one in shown), *(one.uses for one in arms(folder)), *for_all(folder)]


def cited(texts: list[str]) -> list[tuple[str, str]]:
    page = reading.Page()
    page.feed("".join(texts))
    return sorted((one.source, one.text) for one in page.numbers)


def test_nothing_is_left_in_english(folder: Folder, drawn: tuple[Voice, dict]) -> None:
    own, found = drawn
    assert len(found) > 14
    with speaking(own):
        told(folder, found)
    assert own.lacking <= {kind for kind, *_ in synthetic.KINDS}


def test_numbers_are_the_same_in_both_languages(folder: Folder, drawn: tuple[Voice, dict]) -> None:
    both = []
    for language in (ENGLISH, CHINESE):
        with speaking(voice_of(folder, language)):
            both.append(cited(told(folder, drawn[1])))
    assert both[0] == both[1] and len(both[0]) > 100
