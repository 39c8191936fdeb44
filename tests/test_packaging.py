"""The program works where it was not written: as a wheel, and with a stranger's strategy."""

import csv
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions

import pytest
from imports import ROOT, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OFFLINE = ("--no-index", "--no-deps", "--quiet", "--disable-pip-version-check")
UNBUILT = (*OFFLINE, "--no-build-isolation")


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *map(str, arguments)], check=True)


def distribution(text):
    """The normal form of the package name a requirement or a distribution opens with."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", text)[0]).lower()


WHOLE_ROOM = "sim.explore."
"""A room whose every file needs its extra: nobody above imports it, and its command says what lacks."""


def test_every_import_is_a_declared_dependency():
    declared = {distribution(text) for text in PROJECT["dependencies"]}
    names = ("cluster", "experiments", "explore", "survey")
    extras = (PROJECT["optional-dependencies"][name] for name in names)
    optional = {distribution(text) for extra in extras for text in extra}
    providers = packages_distributions()
    for found in imports():
        package = found.imported.split(".")[0]
        if package == "sim" or package in sys.stdlib_module_names:
            continue
        names = {distribution(name) for name in providers.get(package, [package])}
        at_will = found.late or found.importer.startswith(WHOLE_ROOM)
        allowed = declared | (optional if at_will else set())
        assert names & allowed, f"{found.importer}:{found.line} imports {package}, not declared"


def test_what_needs_an_extra_as_a_whole_is_imported_late():
    ours = [found for found in imports() if found.imported.startswith(WHOLE_ROOM)
            and not found.importer.startswith(WHOLE_ROOM)]  # fmt: skip
    assert ours and all(found.late for found in ours)


def test_every_declared_dependency_is_needed():
    """NetworkX alone is ours to declare without importing it: Mesa forgets to."""
    providers = packages_distributions()
    packages = {found.imported.split(".")[0] for found in imports()}
    used = {distribution(name) for package in packages for name in providers.get(package, ())}
    assert {distribution(text) for text in PROJECT["dependencies"]} - used <= {"networkx"}


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {PROJECT['version']}\n" in citation
    assert f"## {PROJECT['version']}\n" in changes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", *UNBUILT, "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("antipoverty-*.whl")
    return built


def test_the_wheel_carries_scenarios_tables_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"sim/_scenarios/{path.name}" for path in (ROOT / "scenarios").glob("*.yaml")}
    tables = {f"sim/data/{path.name}" for path in (ROOT / "sim" / "data").glob("*.csv")}
    assert shipped and tables
    schemas = {f"sim/_scenarios/schemas/{path.name}" for path in (ROOT / "scenarios").rglob("*.json")}
    assert len(schemas) == 4
    assert shipped | tables | schemas | {"sim/py.typed", "sim/data/glossary.yaml"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"sim"}


def test_the_wheel_carries_the_scenario_that_is_written_for_a_new_question(wheel):
    assert "sim/cli/new_scenario.yaml" in zipfile.ZipFile(wheel).namelist()


def environment(folder, wheel):
    """A new environment with the wheel installed; its dependencies are lent by this one."""
    venv.create(folder)
    python = folder / "bin" / "python"
    (site,) = (folder / "lib").glob("python*/site-packages")
    lenders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(lenders))
    pip("--python", python, "install", *OFFLINE, wheel)
    return python.parent


def in_the_dark(command, folder, **variables):
    """Run a command in a folder with nothing of the repository in sight; its output."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", "COLUMNS"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=kept | variables,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_answers_from_an_empty_folder(wheel, tmp_path):
    binaries = environment(tmp_path / "elsewhere", wheel)
    empty = tmp_path / "empty"
    empty.mkdir()
    home = in_the_dark([binaries / "python", "-c", "import sim; print(sim.__file__)"], empty)
    assert home.startswith(str(tmp_path))
    in_the_dark([binaries / "antipoverty", "run", "quick_look"], empty)
    (report,) = empty.glob("results/*/report.html")
    assert report.stat().st_size > 10_000
    assert {path.name for path in empty.iterdir()} == {"results"}


def example(language):
    """The first block of a language in the page on writing strategies: what it shows must work."""
    page = (ROOT / "docs" / "write-a-strategy.md").read_text(encoding="utf-8")
    block, *_ = re.findall(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)
    return block


def strangers_package(folder):
    """Build and install, without network, the package that the page on strategies describes."""
    source, site = folder / "source", folder / "site"
    source.mkdir()
    (source / "farm_tools.py").write_text(example("python"), encoding="utf-8")
    (source / "pyproject.toml").write_text(example("toml"), encoding="utf-8")
    pip("install", *UNBUILT, "--target", site, source)
    return site


@pytest.mark.slow
def test_a_strangers_strategy_runs_by_its_name(tmp_path):
    site = strangers_package(tmp_path)
    (tmp_path / "tools.yaml").write_text(example("yaml"), encoding="utf-8")
    command = [sys.executable, "-m", "sim"]
    shown = in_the_dark([*command, "strategies", "farm_tools"], tmp_path, PYTHONPATH=str(site))
    assert "kit_price" in shown and "yuan/kit" in shown
    in_the_dark([*command, "run", "tools.yaml", "--out", "out"], tmp_path, PYTHONPATH=str(site))
    with (tmp_path / "out" / "ledger.csv").open(encoding="utf-8") as file:
        bills = [row for row in csv.DictReader(file) if row["kind"] == "farm_tools"]
    assert {row["arm"] for row in bills} == {"tools"}
    assert {row["payer"] for row in bills} == {"programme:farm_tools"}
    assert all(float(row["amount"]) > 0 for row in bills)


def test_the_pages_point_only_at_what_exists():
    """Files that the README points at are there."""
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"


def test_the_pages_name_only_commands_that_exist():
    from sim.cli import antipoverty

    known = set(antipoverty.commands)
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        named = set(re.findall(r"antipoverty ([a-z]+)\b", page.read_text(encoding="utf-8")))
        assert named <= known, f"{page.name} names {sorted(named - known)}"
