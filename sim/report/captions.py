"""What captions of tables say: what their intervals hold, and whose numbers they are."""

from __future__ import annotations

from markupsafe import Markup

from sim.folder.across import KEY, told
from sim.folder.read import Folder
from sim.folder.stored import Stored
from sim.language import marked, phrase
from sim.report.template import release
from sim.showing.across import which
from sim.showing.numbers import given, words


def intervals(folder: Folder, of: str = "") -> Markup:
    """`95% interval each (luck, in the reference world)`; `no interval` of one replication.

    Parameters: the folder, and which intervals they are, as in ` each`.
    """
    if len(folder.replications) < 2:
        return marked("no interval")
    return marked("{level} interval{of} ({held})", level=given("95%"), of=of, held=_held(folder))


def _held(folder: Folder) -> str:
    """What intervals over replications hold."""
    worlds = told(folder)
    if worlds is None or worlds.own:
        return folder.holds if folder.in_worlds else phrase("luck alone")
    return phrase("luck, in the reference world")


def of_worlds(folder: Folder) -> Markup:
    """What a range over worlds holds, as a sentence; nothing without worlds."""
    worlds = told(folder)
    if worlds is None:
        return Markup("")
    return marked(
        "Nine of ten worlds: {low} to {high} percentile of the {number} {worlds}, each lived in once, "
        "so that luck adds to it." if worlds.luck < 2 else
        "Nine of ten worlds: {low} to {high} percentile of the {number} {worlds}, the luck within them "
        "taken out.", low=given(phrase("5th")), high=given(phrase("95th")), number=given(worlds.number),
        worlds=words(which(folder)),
    )  # fmt: skip


def source(folder: Folder) -> str:
    """The last line of a table that leaves the page: program, scenario and hash, n, and whose worlds."""
    line = phrase("Source: simulated, antipoverty {version}, scenario {name}, hash {hash}, n = {n}",
                  version=release(folder), name=folder.name, hash=folder.hash,
                  n=len(folder.replications))  # fmt: skip
    worlds = told(folder)
    if worlds is None or worlds.own:
        return line
    theirs = folder.manifest[KEY]
    return phrase("{}; worlds: scenario {}, hash {}", line, theirs["scenario"], theirs["scenario_hash"])


def source_of_sweep(swept: Stored) -> str:
    """The same of a sweep, which has no one number of replications."""
    return phrase("Source: simulated, antipoverty {}, sweep {}, hash {}", release(swept), swept.name,
                  swept.hash)  # fmt: skip
