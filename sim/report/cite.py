"""How results are cited: one line that names all that decides them, and the packages they rest on."""

from __future__ import annotations

from markupsafe import Markup

from sim.folder.across import KEY, told
from sim.folder.read import Folder
from sim.folder.stored import Stored
from sim.language import marked, phrase
from sim.report.template import code, release
from sim.showing.numbers import Cited, name, words

SHORT = 12  # letters of a commit that tell it from all others
YEAR = 4  # letters of a date


def line(folder: Folder, numbers: Cited) -> Markup:
    """`antipoverty, version 0.1.0, commit ... (2026): simulated results of scenario ..., hash ...`."""
    whose = marked("scenario {}, hash {}", name(folder.name), code(folder.hash))
    parts = [_program(folder), marked("simulated results of {}", whose)]
    text = marked("{}: {}", *parts)
    if seed := numbers.setting("seed"):
        text = marked("{}, seed {}", text, seed)
    worlds = told(folder)
    if worlds is not None and not worlds.own:
        taken_up = folder.manifest[KEY]
        theirs = name(taken_up["scenario"]), code(taken_up["scenario_hash"])
        text = marked("{}; in worlds: scenario {}, hash {}", text, *theirs)
    return marked("{}.", text)


def _program(folder: Stored) -> Markup:
    """The program, its version, its commit and the year in which it ran, as far as the folder knows."""
    text = marked("antipoverty, version {}", words(release(folder)))
    if commit := folder.manifest.get("commit"):
        text = marked("{}, commit {}", text, code(str(commit)[:SHORT]))
    finished = str(folder.manifest.get("times", {}).get("finished", ""))[:YEAR]
    return marked("{} ({})", text, words(finished)) if finished else text


def packages(folder: Stored) -> Markup | None:
    """The versions of Python and of packages that computed a folder; None where it does not say."""
    known = folder.manifest.get("packages") or {}
    listed = [f"{one} {version}" for one, version in known.items()]
    return words(phrase(", ").join(listed)) if listed else None
