"""The page in a real browser: from a lever to a household's life, and what may not happen."""

import http.client
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from browsing import browsing

import sim
from sim.scenario.link import link

pytest.importorskip("shiny")
pytestmark = pytest.mark.slow
SMALL = """
name: small
title: A <b>small</b> county
county: {households: 200, villages: 4}
horizon: {years: 3}
replications: 2
arms: {none: {}, pairing: {village_household_pairing: {}}, growth: {growth: {}}}
"""
TABS = ("Outcome", "Villages and households", "Money", "Into and out of poverty", "Scenario")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The page on a free port: its address, and its process."""
    file = tmp_path_factory.mktemp("page") / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    command = [sys.executable, "-m", "sim", "explore", str(file), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())[0], process
        process.terminate()


@pytest.fixture(scope="module")
def browser():
    with browsing() as one:
        yield one


@pytest.fixture
def visit(browser, server):
    """Opens the page for a visitor of its own; nothing may go wrong or be asked of elsewhere."""
    address, wrong, contexts = server[0], [], []

    def _visit(search="", width=1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)  # of a machine that has other work
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda one: one.url.startswith((address, "data:")) or wrong.append(one.url))
        page.goto(address + search)
        page.wait_for_selector("#lever-budget")
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert not wrong


def moved(page, lever, value):
    """Set a lever as people do: type, and leave the field."""
    field = page.locator(f'[id="lever-{lever}"]')
    field.fill(str(value))
    field.press("Tab")


def ran(page):
    """Run, and wait for the outcome."""
    page.click("#run")
    page.wait_for_selector("#step:text-is('done')")
    page.wait_for_selector("#outcome table")


def tab(page, title):
    page.click(f"a.nav-link:text-is('{title}')")


def problem(page):
    return page.locator(".problems").inner_text()


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_from_levers_to_a_life_and_back_as_a_file(visit, tmp_path):
    page = visit()
    page.uncheck("#arm-growth")
    page.check("#arm-income-floor")
    moved(page, "budget", 300)
    page.click("text=Village-household pairing: what it does")
    moved(page, "arms.pairing.village_household_pairing.overhead", 0.1)
    ran(page)
    assert "200 households in 4 villages" in page.locator("#shown").inner_text()
    assert page.locator("#outcome img").count() == 2
    for title in TABS[2:4]:
        tab(page, title)
        page.wait_for_selector("article h2 >> visible=true")
    tab(page, TABS[1])
    page.select_option("#arm", "pairing")
    page.wait_for_selector("svg.map .to-partner")
    page.locator("g.village").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("button.dot")
    assert page.evaluate("document.activeElement.getAttribute('data-set')") == "village_chosen"
    page.locator("button.dot").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#story p:nth-of-type(3)")
    story = page.locator("#story").inner_text()
    assert "Household 1 lives in village 0" in story and "One household in one run" in story
    with page.expect_download() as saved:
        page.click("#save")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    same_as_shown(page, file, tmp_path / "again")


def same_as_shown(page, file, out):
    """The saved file, run by itself, gives the headcounts of the page."""
    scenario = sim.load(file)
    assert (scenario.budget, list(scenario.arms)) == (300, ["none", "pairing", "income-floor"])
    assert scenario.arms["pairing"]["village_household_pairing"].parameters["overhead"] == 0.1
    results = sim.run(scenario, out=out, progress=False, report=False)
    rows = results.summary.query("measure == 'fgt0' and line == 'national' and group == 'all' "
                                 f"and year == {scenario.end}")  # fmt: skip
    again = {row.arm: f"{100 * row.mean:.1f}" for row in rows.itertuples()}
    tab(page, TABS[0])
    cells = page.locator("#outcome tbody tr").all()
    shown = {row.locator("th").inner_text(): row.locator("td span").first.inner_text() for row in cells}
    assert shown == again


def test_two_visitors_do_not_meet(visit):
    one, other = visit(), visit()
    moved(one, "budget", 40)
    moved(other, "seed", 99)
    one.click("#run")
    other.click("#run")
    for page, mine, theirs in ((one, "40 yuan", "seed 99"), (other, "seed 99", "40 yuan")):
        page.wait_for_selector("#outcome table")
        said = page.locator("#shown").inner_text()
        assert mine in said and theirs not in said
    assert other.input_value("#lever-budget") == "150"


def test_a_wrong_lever_is_put_back_and_said(visit):
    page = visit()
    for value, said in (("-4", "between 0 and 100,000"), ("", "has no value")):
        moved(page, "budget", value)
        page.wait_for_selector(f".problems:has-text('{said}')")
        assert page.input_value("#lever-budget") == "150"
    moved(page, "budget", 60)
    page.wait_for_selector(".problems", state="detached")


def test_a_run_that_is_stopped_or_lost_leaves_the_last_good_one_and_no_second_is_begun(visit, server):
    page = visit()
    ran(page)
    before = page.locator("#outcome").inner_text()
    moved(page, "households", 5000)
    page.wait_for_selector("text=The levers have moved since")
    page.click("#run")
    page.wait_for_selector("#run:disabled")
    page.evaluate("Shiny.setInputValue('run', 99, {priority: 'event'})")
    page.wait_for_selector("#step:has-text('year')")
    page.click("#stop")
    page.wait_for_selector("#step:has-text('stopped')")
    assert page.is_enabled("#run") and page.locator("#outcome").inner_text() == before
    lost(page, server[1])
    assert page.is_enabled("#run") and page.locator("#outcome").inner_text() == before


def lost(page, server):
    """A run whose process is ended from outside is told."""
    psutil = pytest.importorskip("psutil")
    page.click("#run")
    page.wait_for_selector("#step:has-text('year')")
    for child in psutil.Process(server.pid).children():
        if "resource_tracker" not in " ".join(child.cmdline()):
            child.kill()
    page.wait_for_selector(".problems:has-text('without a word')")


@pytest.mark.parametrize(("text", "said"), [
    ("arms: !!python/object/apply:os.system [echo]", "has no place here"),
    ("arms: {none: {}}\ncounty: {survey: /etc/passwd}", "has no place in an address"),
    ("arms: {none: {}}\nextends: ../../secret", "has no place in an address"),
    ("arms: {none: {}}\ncounty: {households: 9000000}\nreplications: 10000", "at most 5,000"),
    ("arms: {'<img src=x onerror=alert(1)>': {}}", "an arm's name"),
    ("x" * 62_000, "longer than 60,000"),
])  # fmt: skip
def test_a_hostile_address_changes_nothing(visit, text, said):
    page = visit("?scenario=" + quote(text, safe=""))
    page.wait_for_selector(".problems")
    assert "was not taken" in problem(page) and said in problem(page)
    assert page.input_value("#lever-households") == "200"


def test_an_address_opens_its_scenario(visit, server):
    text = SMALL.replace("A <b>small</b>", "<script>alert(1)</script>") + "budget: 77\n"
    page = visit(link(text).partition("/?")[2].join(("?", "")))
    page.wait_for_selector("#lever-budget[value='77']")
    assert "<script>alert(1)</script> county" in page.locator("#panel").inner_text()
    tab(page, TABS[4])
    page.wait_for_selector("#link")
    other = visit("?" + page.get_attribute("#link", "href").partition("?")[2])
    other.wait_for_selector("#lever-budget[value='77']")


def test_a_narrow_page_has_everything_and_does_not_run_over(visit):
    page = visit(width=390)
    for summary in page.locator(".arm > details > summary").all():
        summary.click()
    assert overflow(page) <= 0
    ran(page)
    for title in TABS:
        tab(page, title)
        page.wait_for_selector(".tab-pane.active >> :is(table, svg, img, pre) >> visible=true")
        assert overflow(page) <= 0, title


def test_nobody_else_is_answered(server):
    port = int(server[0].rsplit(":", 1)[1].strip("/"))
    ours, theirs = {"Host": f"127.0.0.1:{port}"}, {"Host": "evil.example"}
    for headers, status in ((ours, 200), (theirs, 403), (ours | {"Origin": "http://evil.example"}, 403)):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        asked.request("GET", "/", headers=headers)
        assert asked.getresponse().status == status
        asked.close()
