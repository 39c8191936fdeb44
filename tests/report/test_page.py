"""The page sent alone, printed, on a telephone and before tired eyes."""

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import synthetic
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from sim import questions, report
from sim.folder.read import Folder
from sim.scenario.link import linked
from sim.showing import style
from sim.showing.numbers import Numbers

TEMPLATES = Path(report.__file__).parent
TABLES = ("at_a_glance", "levels_and_changes", "costs", "on_equal_terms", "who_gains", "where",
          "targeting_errors")
"""Tables of a folder made up here."""
CSS = re.search(
    r"<style>(.*?)</style>", (TEMPLATES / "style.html").read_text(encoding="utf-8"), flags=re.S
).group(1)


@pytest.fixture(scope="module")
def figures(built: Path) -> dict[str, style.Page]:
    """Every chart, made once."""
    folder = Folder(built)
    return {name: questions.draw(name, folder)[0] for name in synthetic.QUESTIONS}


class Links(HTMLParser):
    """Every address of a page, with the name it is kept under."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [(given[key], given.get("download")) for key in ("href", "src") if key in given]


@pytest.fixture(scope="module")
def links(built: Path) -> list[tuple[str, str | None]]:
    reader = Links()
    reader.feed((built / "report.html").read_text(encoding="utf-8"))
    return reader.found


def test_one_link_leaves_the_page_for_one_on_this_machine(links, built: Path) -> None:
    away = [address for address, _ in links if not address.startswith(("#", "data:"))]
    assert [linked(address.partition("?")[2]) for address in away] == [
        (built / "scenario.yaml").read_text(encoding="utf-8")]  # fmt: skip
    assert away[0].startswith("http://127.0.0.1:"), "this machine alone"


def test_numbers_and_drawings_are_in_the_page(links, built: Path) -> None:
    kept = {name: address for address, name in links if name}
    files = {path.name: path for place in ("figures", "tables") for path in (built / place).iterdir()}
    assert len(files) == 3 * len(synthetic.QUESTIONS) + 2 * len(TABLES)
    assert set(kept) == set(files) | {f"{name}.csv" for name in TABLES}
    for name, path in files.items():
        content = base64.b64decode(kept[name].partition(";base64,")[2])
        assert content == path.read_bytes(), name


def luminance(colour) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one, other) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("black", "white") == 21
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.005)


def test_every_word_of_the_page_can_be_read() -> None:
    named = dict(re.findall(r"--(\w+): (#\w+)", CSS))
    inks = set(re.findall(r"[;{ ]color: ([^;}]+)", CSS)) - {"inherit"}
    grounds = {"white", named["wash"]}
    assert len(inks) >= 4
    for ink in inks:
        shade = named.get(ink.removeprefix("var(--").rstrip(")"), ink)
        assert min(contrast(shade, ground) for ground in grounds) >= 4.5, ink


@pytest.mark.parametrize("name", synthetic.QUESTIONS)
def test_every_word_of_a_chart_can_be_read(name: str, figures) -> None:
    seen = [text for text in figures[name].findobj(Text) if text.get_visible()]
    words = [text for text in seen if text.get_text().strip()]
    assert len(words) > 5
    for text in words:
        assert contrast(text.get_color(), "white") >= 4.5, text.get_text()


def test_words_on_the_parts_of_a_bar_can_be_read() -> None:
    from sim.questions.money import SHADES

    assert all(contrast("black", shade) >= 4.5 for shade in SHADES.values())


@pytest.mark.parametrize("name", synthetic.QUESTIONS)
def test_an_svg_holds_its_words_as_text(name: str, built: Path, figures) -> None:
    drawing = (built / "figures" / f"{name}.svg").read_text(encoding="utf-8")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing))
    assert figures[name].headline.split()[0] in words and "scenario synthetic" in words


def rules(medium: str) -> str:
    """What the page says for one medium."""
    found = re.search(re.escape(medium) + r"[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", CSS)
    assert found
    return re.sub(r"\s+", " ", found.group())


def test_nothing_is_cut_off_in_print() -> None:
    paper = rules("@media print")
    assert ".wide { overflow: visible; }" in paper, "a box that scrolls hides columns on paper"
    assert "max-width: 100%" in paper
    assert re.search(r"figure, tr, [^{]*\{ break-inside: avoid", paper)
    assert "table { break-inside" not in paper, "a long table must go on overleaf"
    assert "@page" in CSS and "size" not in rules("@page"), "A4 and Letter alike"


def test_charts_keep_their_size_on_a_telephone() -> None:
    """The type of a chart is 7 to 13 points at 1,300 pixels for 10 inches."""
    small = rules("@media screen and (max-width")
    width = float(re.search(r"width: ([\d.]+)rem; max-width: none", small).group(1)) * 16
    assert 7 / 72 * width / 10 > 9 / 96, "the smallest words are nine pixels high"
    parts = (TEMPLATES / "parts.html.j2").read_text(encoding="utf-8")
    assert re.search('<div class="wide"[^>]*><img', parts), "the figure scrolls in its own box"


def test_a_seed_is_no_quantity(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, arms=("none", "growth"), replications=2)
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(text.replace("seed: 7", "seed: 2011"), encoding="utf-8")
    numbers = Numbers(Folder(folder))
    assert ">2011<" in str(numbers.setting("seed"))
    assert ">20,000<" in str(numbers.setting("county", "households"))


@pytest.mark.parametrize("low, shown", [
    ("0.004", "+0.004"), ("-0.0004", "−0.0004"), ("0.0", "0.0"), ("0.2", "+0.2"), ("1e-17", "0.0"),
])  # fmt: skip
def test_an_end_that_is_not_nought_is_not_written_as_nought(low, shown, tmp_path: Path) -> None:
    folder = Folder(synthetic.write(tmp_path, arms=("none",), replications=2))
    own = pd.DataFrame([("a", 0.5, float(low), 1.04)], columns=["arm", "mean", "low", "high"])
    spread = Numbers(folder, {"figures/own.csv": own}).spread("figures/own.csv", 1, 1, True, arm="a")
    words = re.sub(r"<[^>]*>", "", str(spread))
    assert words == f"+0.5 ({shown} to +1.0)"
    assert ("unclear" in str(spread)) == (float(low) <= 0)
