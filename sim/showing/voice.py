"""In which voice a folder is told: its language, and arms by what they do and not by their keys."""

from __future__ import annotations

from collections import Counter

from sim.folder.read import Folder
from sim.folder.swept import Swept
from sim.language import ENGLISH, Voice, phrase, speaking
from sim.strategies import find

NOBODY = "no programme"


def voice_of(folder: Folder | Swept, language: str = ENGLISH) -> Voice:
    """The voice of a folder. An arm is called by the title of its strategy, where no other arm has the
    same one; by its name in the scenario otherwise. One of several strategies keeps the name that its
    author gave it, but in a language that the author did not write.
    """
    with speaking(Voice(language)):
        titles = {arm: titled(uses) if len(uses) < 2 or language != ENGLISH else arm
                  for arm in folder.arms for uses in [folder.strategies(arm)]}
    alone = Counter(titles.values())
    names = {arm: text if alone[text] == 1 else arm for arm, text in titles.items()}
    return Voice(language, names)


def titled(strategies: list[str]) -> str:
    """Strategies by their titles, as they stand in a sentence."""
    known = find()
    titles = [_within(phrase(known[one].title)) if one in known else one for one in strategies]
    return phrase(" with ").join(titles) if titles else phrase(NOBODY)


def strategy(name: str) -> str:
    """One strategy by its title, as it stands in a sentence."""
    return titled([name.replace(" ", "_")])


def _within(title: str) -> str:
    """A title within a sentence: in small letters, where it holds no other capital."""
    small = title[:1].lower() + title[1:]
    return small if small.islower() else title
