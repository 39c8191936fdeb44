"""The shape of the house: imports go one way, few rooms see Mesa, and files stay small."""

import ast
import re
import subprocess
import sys
import warnings
from graphlib import CycleError, TopologicalSorter

import pytest
from imports import ROOT, by_name, imports, modules

DOOR = "sim"
# From the ground up: a room may import those on the lines before it, and nothing on its own.
ORDER = (
    ("ground", "measures", "data", "docs", "exercises", "language", "shell"),
    ("agents", "crew", "survey"),
    ("terms",),
    ("designs", "programme"),
    ("society",),
    ("population", "processes"),
    ("cycle", "record", "strategies"),
    ("catalogue", "observation"),
    ("views", "scenario", "income_scale", "earning_capacity"),
    ("simulate",),
    ("county", "folder", "testing"),
    ("analysis", "biography", "compare", "showing"),
    ("answers", "questions"),
    ("report", "results"),
    ("claims", "drivers", "experiment", "trials"),
    ("explore", "sweeps"),
    (DOOR,),
    ("cli",),
    ("documents",),
    ("__main__",),
)
FLOOR = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
ALL = imports()
OURS = [found for found in ALL if found.imported.split(".")[0] == "sim"]
SEE_MESA = {"sim.views", "sim.county"}


def room(module):
    """The file or folder of `sim` a module lives in; the package itself is the door."""
    return module.split(".")[1] if "." in module else DOOR


def where(found):
    return f"{found.importer}:{found.line} imports {found.imported}"


def test_the_reader_of_imports_sees_them_all(tmp_path):
    files = {
        "sim/__init__.py": "",
        "sim/low.py": "def late():\n    from .rooms import high\n    import_module('sim.rooms')\n",
        "sim/rooms/__init__.py": "from . import high\nimport numpy.linalg\n",
        "sim/rooms/high.py": (
            "if TYPE_CHECKING:\n    from ..rooms import other\nfrom ..low import late\n"
        ),
        "sim/finder.py": "from sim import rooms\nfound = members(rooms)\n",
        "sim/own/__init__.py": "def find():\n    return members(sys.modules[__name__])\n",
        "sim/own/one.py": "name = __import__('sim.low')\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    seen = {(found.importer, found.imported, found.late) for found in imports(tmp_path)}
    assert seen == {
        ("sim.low", "sim.rooms.high", True),
        ("sim.low", "sim.rooms", True),
        ("sim.rooms", "sim.rooms.high", False),
        ("sim.rooms", "numpy.linalg", False),
        ("sim.rooms.high", "sim.low", False),
        ("sim.rooms.high", "sim.rooms", False),
        ("sim.finder", "sim.rooms", False),
        ("sim.finder", "sim.rooms.high", False),
        ("sim.own", "sim.own.one", True),
    }
    assert by_name(tmp_path) == {"sim.low", "sim.own.one"}


def test_modules_are_imported_by_name_in_one_place():
    assert by_name() == {"sim.ground.rooms"}


PAGE = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")


def of_page(heading):
    """The rows below a heading of the page on the house, cell by cell, without the head."""
    section = PAGE.partition(heading)[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[1:]


def test_the_page_on_the_house_has_every_room_on_its_floor():
    rooms = [name for row in of_page("# How") for name in re.findall(r"`(\w+)`", row[0])]
    told = [DOOR if room == "__init__" else room for room in rooms]
    assert sorted(told) == sorted(FLOOR)
    floors = [FLOOR[room] for room in told]
    assert floors == sorted(floors)


def test_files_that_the_page_names_are_there():
    named = [name for name in re.findall(r"`([\w/]+\.py)`", PAGE) if name == name.lower()]
    places = [ROOT, ROOT / "sim", ROOT / "tests" / "golden"]
    assert len(named) > 12
    assert not [name for name in named if not any((place / name).is_file() for place in places)]


def test_every_place_of_declarations_that_the_page_names_is_one():
    told = set(re.findall(r"`([A-Z]+)`", " ".join(row[1] for row in of_page("## What is declared"))))
    text = "\n".join(path.read_text(encoding="utf-8") for path in modules().values())
    assert told == {name for name in told if re.search(rf"^{name}\b.* = ", text, re.M)}
    assert len(told) == 6


def test_the_page_names_the_folders_whose_files_are_found():
    sentence = PAGE.partition("Files are found by being there in ")[2].partition(":")[0]
    told = {name.rpartition("/")[2] for name in re.findall(r"`([\w/]+)`", sentence)}
    found = set()
    for name, path in modules().items():
        for package in re.findall(r"\bmembers\(([^:)]+)\)", path.read_text(encoding="utf-8")):
            found.add(name.rpartition(".")[2] if package.startswith("sys.") else package)
    assert told == found


def test_every_room_has_a_floor():
    unknown = {room(name) for name in modules()} - set(FLOOR)
    assert not unknown, f"give {sorted(unknown)} a line in ORDER"


def test_imports_go_from_below_to_above():
    wrong = [
        where(found)
        for found in OURS
        if room(found.imported) != room(found.importer)
        and FLOOR[room(found.imported)] >= FLOOR[room(found.importer)]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_waits_for_itself():
    graph = {}
    for found in OURS:
        if found.imported != found.importer:
            graph.setdefault(found.importer, set()).add(found.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " <- ".join(error.args[1]))


def strategy(module):
    """The strategy a module belongs to, or None: the base, common parts and the list have none."""
    match module.split("."):
        case ["sim", "strategies", name, *_] if name not in ("base", "parts"):
            return name


def meddling(owner):
    """Imports of one owner's module by another owner's: `owner` names who a module belongs to."""
    pairs = [(found, owner(found.importer), owner(found.imported)) for found in OURS]
    return [where(found) for found, us, them in pairs if us and them and us != them]


def test_strategies_never_import_each_other():
    assert not meddling(strategy)


SHARED_BY_MODELS = ("base", "plan", "turns", "matching", "credit_lines")


def local_model(module):
    """The local model of pairing a module holds, or None: what several share has none."""
    match module.split("."):
        case ["sim", "strategies", "pairing", name, *_] if name not in SHARED_BY_MODELS:
            return name


def test_local_models_of_pairing_never_import_each_other():
    assert not meddling(local_model)


def question(module):
    """The question a module asks, or the answer of a sweep it gives, or None."""
    match module.split("."):
        case ["sim", "questions" | "answers" as room, name, *_]:
            return room, name


def test_questions_never_import_each_other():
    assert not meddling(question)


def test_only_the_views_and_the_county_see_mesa():
    wrong = [
        where(found)
        for found in ALL
        if found.imported.split(".")[0] == "mesa" and found.importer not in SEE_MESA
    ]
    assert not wrong, "\n".join(wrong)


def test_validate_loads_none_of_the_heavy_packages():
    """A scenario is checked in half a second; none of these is needed for that."""
    loaded = loaded_by("validate", "quick_look")
    assert "click" in loaded
    assert not loaded & {"mesa", "pandas", "scipy", "matplotlib"}


def loaded_by(*arguments):
    """The top-level packages that a command has loaded by the time it ends."""
    code = (
        "import sys\n"
        "from sim.cli import main\n"
        f"assert main({arguments!r}) == 0\n"
        "print('LOADED', *{name.split('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


def divide_by_zero_in(module):
    code = "import numpy\nnumpy.array([1.0]) / numpy.array([0.0])"
    exec(compile(code, f"<{module}>", "exec"), {"__name__": module})


def test_a_numerical_slip_of_ours_is_an_error():
    with pytest.raises(RuntimeWarning, match="divide by zero"):
        divide_by_zero_in("sim.processes.example")


def test_a_dependency_may_grumble():
    with warnings.catch_warnings(record=True) as heard:
        divide_by_zero_in("simple.dependency")
    assert len(heard) == 1


def lengths():
    """The length in lines of every function of the package."""
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.end_lineno - node.lineno + 1, f"{name}.{node.name}"


def test_nine_functions_in_ten_are_under_forty_lines():
    every = list(lengths())
    long = [item for item in every if item[0] >= 40]
    assert len(long) <= len(every) / 10, sorted(long, reverse=True)


def test_no_file_is_longer_than_three_hundred_lines():
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules().items()}
    assert not [name for name, text in texts.items() if len(text.splitlines()) > 300]


def test_tests_for_authors_ask_for_no_test_runner():
    assert not [where(found) for found in ALL if found.imported.split(".")[0] == "pytest"]
