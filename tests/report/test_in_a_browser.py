"""The report in a real browser: on a telephone, a screen, paper, by keyboard, in both languages."""

import csv
import io
import re
import shutil
import warnings
from pathlib import Path

import pytest
import synthetic
from browsing import DRAWN, FAINT, FOLLOW, FOLLOWED, LENGTHS, REACHED, WIDER, opened, printed

from sim import report
from sim.showing.fonts import chinese as font

WIDTHS = (390, 820, 1280)
SIZES = {"A4": (595, 842), "Letter": (612, 792)}
EDGE = 30.0  # points of paper that stay empty at every side, at least
FOOT = 49.0  # points at the foot of a sheet that hold its number: its margin of 17 mm


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds its report in English; Chinese comes beside it."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("pages") / "results"))


@pytest.fixture(scope="module")
def chinese(folder: Path) -> Path:
    """The report in Chinese, in whose charts no letter lacks its picture."""
    if font() is None:
        pytest.skip("no font with Chinese characters is installed")
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        return report.build(folder, language="zh")


@pytest.fixture(params=["en", pytest.param("zh", marks=pytest.mark.slow)])
def page(request, folder: Path) -> Path:
    return request.getfixturevalue("chinese") if request.param == "zh" else folder / "report.html"


def test_nothing_is_wider_than_the_window_and_all_can_be_read(page, browser) -> None:
    with opened(browser, page) as (shown, told):
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 900})
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
            assert not shown.evaluate(WIDER)
        shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        read = shown.evaluate(FAINT)
    assert read["seen"] > 1000 and not read["found"]
    assert not told


def test_a_kept_file_is_the_one_on_disk(folder, browser, tmp_path) -> None:
    names = [f"figures/why.{ending}" for ending in ("csv", "svg", "png")]
    names += [f"tables/costs.{ending}" for ending in ("tex", "md")]
    with opened(browser, folder / "report.html", accept_downloads=True) as (shown, told):
        for name in names:
            with shown.expect_download() as kept:
                shown.click(f'a[download="{Path(name).name}"]')
            assert Path(kept.value.path()).read_bytes() == (folder / name).read_bytes()
    assert not told


@pytest.mark.slow
def test_a_table_is_copied_with_tabs_and_a_chart_opens_by_itself(folder, browser) -> None:
    with (folder / "figures/why.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(browser, folder / "report.html", permissions=allowed) as (shown, told):
        button = shown.locator('[data-copy="numbers-why"]')
        button.click()
        copied = list(csv.reader(io.StringIO(shown.evaluate("navigator.clipboard.readText()")),
                                 delimiter="\t"))  # fmt: skip
        assert button.text_content() == "Copied"
        with shown.expect_popup() as large:
            shown.click("#chart-why img")
        large.value.wait_for_load_state()
        wide = large.value.evaluate("document.images[0].naturalWidth")
    assert copied[0] == rows[0] and len(copied) == len(rows)
    assert [row[:5] for row in copied] == [row[:5] for row in rows]
    means, shown_means = ([float(row[5]) for row in table[1:]] for table in (rows, copied))
    assert shown_means == pytest.approx(means, 1e-5)
    assert wide == 1300 and not told


@pytest.mark.slow
def test_words_of_a_chart_are_as_long_in_a_font_that_is_wider(folder, browser, tmp_path) -> None:
    own = (folder / "figures/why.svg").read_text(encoding="utf-8")
    wide = re.sub("font-family: [^;\"]*", "font-family: monospace", own)
    free, lengths = re.sub(' textLength="[^"]*"', "", wide), []
    for name, drawing in (("own", own), ("wide", wide), ("free", free)):
        (tmp_path / f"{name}.svg").write_text(drawing, encoding="utf-8")
        with opened(browser, tmp_path / f"{name}.svg") as (shown, _):
            lengths.append(shown.evaluate(LENGTHS))
    assert len(lengths[0]) > 30 and lengths[1] == pytest.approx(lengths[0], abs=0.5)
    assert max(b - a for a, b in zip(lengths[0], lengths[2], strict=True)) > 20, "the font is wider"


@pytest.mark.slow
def test_every_control_is_reached_by_keyboard_and_shows_it(page, browser) -> None:
    with opened(browser, page) as (shown, _):
        there = shown.evaluate(REACHED)
        shown.evaluate(FOLLOW)
        for _ in range(there):
            shown.keyboard.press("Tab")
        seen = shown.evaluate(FOLLOWED)
    assert len(seen) == there > 80
    assert {outline for _, outline in seen} == {"solid"}
    assert 'class="skip"' in seen[0][0]


@pytest.mark.slow
def test_without_scripts_the_page_keeps_its_files_and_hides_its_buttons(folder, browser) -> None:
    with opened(browser, folder / "report.html", java_script_enabled=False) as (shown, told):
        assert not shown.locator("button:visible").count()
        assert shown.locator('a[download="why.png"]:visible').count() == 1
    assert not told


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_paper_has_all_of_it_and_ends_no_sheet_with_a_heading(size, page, browser, tmp_path) -> None:
    with opened(browser, page) as (shown, _):
        last_heads = shown.locator(".numbers th[scope=col]:last-child").all_text_contents()
        closing = {" ".join(text.split())[-24:]
                   for text in shown.locator("h2, h3, caption").all_text_contents()}  # fmt: skip
        sheets = printed(shown, tmp_path / "page.pdf", size)
    assert (round(sheets[0].width), round(sheets[0].height)) == pytest.approx(SIZES[size], abs=1)
    words = {word for sheet in sheets for *_, word in sheet.words if len(word) > 1 or word == "n"}
    assert len(last_heads) > 5
    assert not [text for text in last_heads if not any(map(text.endswith, words))]
    for number, sheet in enumerate(sheets, 1):
        body = [word for word in sheet.words if word[3] < sheet.height - FOOT]
        assert body, f"sheet {number} is empty"
        assert min(left for left, *_ in body) > EDGE - 1
        assert max(right for _, _, right, *_ in body) < sheet.width - EDGE + 1
        assert str(number) in {word for *_, top, word in sheet.words if top > sheet.height - FOOT}
        lowest = max(body, key=lambda word: word[3])[3]
        last = " ".join(word[4] for word in body if word[3] > lowest - 40)
        assert not [end for end in closing if last.endswith(end)], f"sheet {number} ends with {last}"


@pytest.mark.slow
def test_every_letter_is_drawn_in_chinese(folder, chinese, browser) -> None:
    letters = set(re.sub(r"<[^>]*>", "", chinese.read_text(encoding="utf-8")))
    han = sorted(letter for letter in letters if "\u4e00" <= letter <= "\u9fff")
    with opened(browser, chinese) as (shown, _):
        assert not [letter for letter in han if not shown.evaluate(DRAWN, letter)]
        assert shown.evaluate("document.documentElement.lang") == "zh"
    assert len(synthetic.QUESTIONS) == len(list((folder / "figures").glob("*.zh.svg")))
