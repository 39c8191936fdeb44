"""Every sentence has its Chinese, with the same places, and no catalogue says what nobody says."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import polib
import pytest
from imports import ROOT

from sim.language import CHINESE, Voice, called, catalogue, marked, phrase, speaking

SPEAKERS = {"phrase", "marked", "translated", "say", "point"}
CATALOGUES = sorted((ROOT / "sim" / "language" / CHINESE).glob("*.po"))
IN_TEMPLATE = re.compile(r"""(?:phrase|marked)\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@cache
def sources(room):
    """Python files of a room: a folder or a file of `sim`."""
    folder = ROOT / "sim" / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def templates(room):
    return sorted((ROOT / "sim" / room).rglob("*.j2"))


def of_template(path):
    return {ast.literal_eval(found) for found in IN_TEMPLATE.findall(path.read_text("utf-8"))}


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def said(room):
    """Sentences that a room writes: the first argument of who speaks, where it is written there."""
    found = set()
    for path in sources(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name_of(node) in SPEAKERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found.union(*map(of_template, templates(room))) - {""}


@cache
def written():
    """Every text that stands in the program."""
    found = set()
    for path in (ROOT / "sim").rglob("*.py"):
        found |= {node.value for node in ast.walk(ast.parse(path.read_text("utf-8")))
                  if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found.union(*map(of_template, (ROOT / "sim").rglob("*.j2")))


def places(text):
    return sorted(str(name) for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_room_with_a_catalogue_has_all_its_sentences_there(path):
    lacking = {text for text in said(path.stem) if text not in catalogue(CHINESE)}
    assert not lacking


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_says_what_somebody_says_with_the_same_places(path):
    entries = polib.pofile(str(path))
    assert not [entry.msgid for entry in entries if not entry.msgstr or entry.fuzzy]
    assert not [entry.msgid for entry in entries if entry.msgid not in written()]
    # A place without a number may not move in Chinese: what moves is numbered or named in English.
    assert not [entry.msgid for entry in entries if places(entry.msgid) != places(entry.msgstr)]


def test_no_two_catalogues_translate_a_sentence_differently():
    told = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            assert told.setdefault(entry.msgid, entry.msgstr) == entry.msgstr, entry.msgid


def test_what_a_catalogue_lacks_is_said_in_english_and_noted():
    own = Voice(CHINESE, {"a": "甲"})
    with speaking(own):
        assert phrase("nobody says {}", 1) == "nobody says 1"
        assert marked("<b>{}</b>", "<") == "<b>&lt;</b>"
        assert (called("a"), called("b")) == ("甲", "b")
    assert own.lacking == {"nobody says {}", "<b>{}</b>"}
    assert called("a") == "a"


def test_files_of_a_language_are_marked():
    assert (Voice().mark, Voice(CHINESE).mark) == ("", ".zh")
    assert Path(f"report{Voice(CHINESE).mark}.html").name == "report.zh.html"
