"""Every sentence has its Chinese, with the same places, and no catalogue says what nobody says."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import polib
import pytest
from imports import ROOT

from sim import questions
from sim.catalogue import PAYMENTS
from sim.data import glossary
from sim.language import CHINESE, Voice, called, catalogue, marked, phrase, speaking
from sim.observation.dictionary import measured
from sim.questions.money import SHADES
from sim.record.income_sources import MEASURES as SOURCES
from sim.showing.roles import plain
from sim.strategies import find
from sim.strategies.pairing import find_models

SPEAKERS = {"phrase", "marked", "translated", "say", "point", "sentence"}
TITLE = re.compile("^title: (.+)$", re.MULTILINE)
CATALOGUES = sorted((ROOT / "sim" / "language" / CHINESE).glob("*.po"))
IN_TEMPLATE = re.compile(r"""(?:phrase|marked)\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@cache
def sources(room):
    """Python files of a room: a folder or a file of `sim`."""
    folder = ROOT / "sim" / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def declared():
    """What is said of strategies, local models, measures, payments, sources of income, terms and
    shipped comparisons."""
    kinds, models = find().values(), find_models().values()
    paid = [kind for kind, one in PAYMENTS.items() if one.route.startswith("programme")]
    yield from (text for one in kinds for text in (one.title, one.says, one.falls_short))
    yield from (text for one in models for text in (one.says, one.failing.because, plain(one.name)))
    yield from map(plain, find()["village_household_pairing"].parameters)
    yield from (one.title for one in measured().values())
    yield from (*map(plain, paid), *SHADES, *(one.word for one in SOURCES))
    yield from (question.TITLE for question in questions.find().values())
    yield from (one.meaning for one in glossary.terms())
    shipped = [path for path in (ROOT / "scenarios").rglob("*.yaml") if path.parent.name != "trials"]
    yield from (text for path in shipped for text in TITLE.findall(path.read_text("utf-8")))


def templates(room):
    return sorted((ROOT / "sim" / room).rglob("*.j2"))


def of_template(path):
    return {ast.literal_eval(found) for found in IN_TEMPLATE.findall(path.read_text("utf-8"))}


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def texts(node):
    """A text that is written in a place, or each of those between which it is chosen there."""
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def room_of(path):
    """The room whose sentences a catalogue has; several may share a room: `questions_a`."""
    room = path.stem if sources(path.stem)[0].exists() else path.stem.rpartition("_")[0]
    assert sources(room)[0].exists()
    return room


def said(room):
    """Sentences that a room writes: the first argument of who speaks, where it is written there."""
    found = set()
    for path in sources(room):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name_of(node) in SPEAKERS and node.args:
                found |= set(texts(node.args[0]))
    return found.union(*map(of_template, templates(room))) - {""}


@cache
def written():
    """Every text that stands in the program, and names of it as they are said."""
    found = set()
    for path in (ROOT / "sim").rglob("*.py"):
        found |= {node.value for node in ast.walk(ast.parse(path.read_text("utf-8")))
                  if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    found |= {*declared(), *map(plain, filter(str.isidentifier, found))}
    return found.union(*map(of_template, (ROOT / "sim").rglob("*.j2")))


def places(text):
    return sorted(str(name) for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_room_with_a_catalogue_has_all_its_sentences_there(path):
    assert not {text for text in said(room_of(path)) if text not in catalogue(CHINESE)}


def test_what_is_declared_has_its_chinese():
    assert not [text for text in declared() if text not in catalogue(CHINESE)]


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


BANNED = {
    "arm": ("臂",),
    "baseline": ("基线", "对照组"),
    "exclusion error": ("误排", "排斥误差"),
    "headcount": ("贫困率", "贫困人口比率"),
    "inclusion error": ("误纳", "包含误差"),
    "interval": ("置信度区间", "可信区间"),
    "leakage": ("泄漏",),
    "luck": ("运气", "偶然因素"),
    "plain money": ("发钱",),
    "poverty gap": ("贫困差距", "贫困缺口"),
    "quintile": ("最穷", "最富", "最低收入五分之一", "最高收入五分之一"),
    "reference world": ("参考世界",),
    "replication": ("复制品", "复本"),
    "settled": ("定论", "九成"),
    "squared poverty gap": ("平方贫困差距",),
    "unspent": ("未花完", "未支出"),
    "world": ("平行世界", "跨世界"),
}
"""What terms of the glossary are not to be called in Chinese."""
LOOSE = re.compile(r"[\u3000-\u9fff\uff00-\uffef] +[\w{<]|[\w}>%] +[\u3000-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_in_chinese_one_thing_has_one_word_and_no_space_beside_it(path):
    said = [entry.msgstr for entry in polib.pofile(str(path))]
    assert not [text for words in BANNED.values() for word in words for text in said if word in text]
    assert not [text for text in said if LOOSE.search(text)]


def test_catalogues_call_terms_as_the_glossary_does():
    chinese = {term.term: term.chinese for term in glossary.terms()}
    said = "".join(catalogue(CHINESE).values())
    assert not [term for term in BANNED if not chinese[term] or chinese[term] not in said]
