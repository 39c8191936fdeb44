"""Pages in a real browser that is installed, away from any network."""

import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip
HERE = re.compile(r"^(file|data|blob|about):")
WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
SHEET = re.compile(r'<page width="(.*?)" height="(.*?)">(.*?)</page>', re.S)

# Text nodes that are seen, with the contrast of their ink against what they stand on (WCAG 2.2).
FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    if (!words || !element.checkVisibility()) continue;
    seen += 1;
    const ends = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
    if ((ends[1] + 0.05) / (ends[0] + 0.05) < 4.5) found.push(words);
  }
  return { seen, found };
}"""
# What can be reached by keyboard and is there to be seen.
REACHED = """() => [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")]
  .filter((one) => one.checkVisibility()).length"""
# Who has the focus from now on, each once, and how that is shown.
FOLLOW = """() => {
  window.reached = new Map();
  document.addEventListener("focusin", ({ target }) =>
    reached.set(target, getComputedStyle(target).outlineStyle));
}"""
FOLLOWED = """() => [...reached].map(([one, outline]) => [one.outerHTML.slice(0, 200), outline])"""
LENGTHS = """() => [...document.querySelectorAll("text")].map((one) => one.getBBox().width)"""
# What of the page is wider than the window, apart from what scrolls in a box of its own.
WIDER = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
    && !one.closest(".wide > *, .skip") && one.getBoundingClientRect().right > innerWidth + 0.5)
  .map((one) => one.outerHTML.slice(0, 120))"""
# Whether a character has a glyph: one that no font has is drawn as another picture.
DRAWN = """(character) => {
  const picture = (text) => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    pen.font = "40px " + getComputedStyle(document.body).fontFamily;
    pen.fillText(text, 10, 60);
    return canvas.toDataURL();
  };
  return picture(character) !== picture("\\u{10FFFE}");
}"""


@contextmanager
def browsing():
    """A browser that is installed; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    found = next(filter(None, map(shutil.which, PLACES)), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as control:
        browser = control.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


def _refuse(route):
    if HERE.match(route.request.url):
        route.continue_()
    else:
        route.abort()


@contextmanager
def opened(browser, path: Path, width: int = 1280, **options):
    """A page of the disk, and a list of what it complained of and of what it asked the network for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.route("**/*", _refuse)
    page, told = context.new_page(), []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("requestfailed", lambda request: told.append(request.url[:80]))
    page.goto(path.as_uri())
    yield page, told
    context.close()


@dataclass
class Sheet:
    """A printed page: its size in points, and its words with left, top, right and bottom."""

    width: float
    height: float
    words: list[tuple[float, float, float, float, str]]


def printed(page, path: Path, size: str) -> list[Sheet]:
    """The page on paper, as pdftotext reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext is installed")
    page.pdf(path=str(path), format=size, print_background=True)
    read = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    return [
        Sheet(float(wide), float(high),
              [(*map(float, word[:4]), unescape(word[4])) for word in WORD.findall(words)])
        for wide, high, words in SHEET.findall(read)
    ]  # fmt: skip
