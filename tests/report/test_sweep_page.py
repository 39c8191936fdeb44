"""The page of a sweep: rebuilt from stored files alone, and every number of it in a file."""

from pathlib import Path

import pytest
import reading
import swept_folder
from swept_folder import BUDGET, DROUGHT, FACTORS

from sim import answers, questions
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.report import sweep
from sim.showing.numbers import Cited

NAMES = ["best", "headlines", "response_curves", "surfaces"]
OF_KINDS = {
    "after_support", "tornado",
    "indices", "leaning", "regions", "regret", "optimum", "frontier", "survived", "bands"}


def built(path: Path, **options) -> tuple[Path, str]:
    folder = swept_folder.write(path, **options)
    return folder, sweep.build(folder).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("sweep"))[0]


def test_answers_are_found_by_being_there_and_are_no_questions() -> None:
    assert [name for name in answers.find() if name not in OF_KINDS] == NAMES
    assert not set(answers.find()) & set(questions.find())
    places = [answer.PLACE for answer in answers.find().values()]
    assert places == sorted(set(places))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_a_picture_its_numbers_and_a_paragraph(page: Path, name: str) -> None:
    files = {path.name for path in (page / "figures").glob(f"{name}.*")}
    assert files == {f"{name}.png", f"{name}.svg", f"{name}.csv"}
    swept, answer = Swept(page), answers.find()[name]
    figure, table = answers.draw(answer, swept)
    assert figure.headline and figure.subtitle and figure.axes
    findings = list(answer.say(swept, Cited(swept, {f"figures/{name}.csv": table})))
    assert all(finding.sentences and finding.points for finding in findings)


def test_every_number_of_the_page_is_in_a_file(page: Path) -> None:
    shown = reading.read(page)
    sources = reading.Sources(page)
    assert shown.figures == [f"figures/{name}.csv" for name in NAMES]
    assert len(shown.numbers) > 30
    assert {number.source.partition("?")[0] for number in shown.numbers} == set(shown.figures)
    assert all(reading.same(number, sources.value(number.source)) for number in shown.numbers)
    assert not [text for text in shown.rest if any(letter.isdigit() for letter in text)]


def test_the_page_is_made_again_from_the_stored_files_alone(page: Path) -> None:
    made = {path: path.read_bytes() for path in page.rglob("*") if path.is_file()}
    for path in made:
        if path.parent.name == "figures" or path.name in ("report.html", "best.csv", "robustness.csv"):
            path.unlink()
    sweep.build(page)
    assert {path: path.read_bytes() for path in page.rglob("*") if path.is_file()} == made


@pytest.mark.usefixtures("undrawn")
def test_the_page_says_what_was_swept_and_what_of_it_failed(tmp_path: Path) -> None:
    _, text = built(tmp_path, failed=[(1, "pairing", 1), (2, "pairing", 3)])
    for told in ("0.05 to 0.1", "50, 150", "lever", "uncertainty", "yuan of 2010 a person and year"):
        assert told in text
    plain = " ".join(reading.re.sub("<[^>]*>", "", text).split())
    assert "24 points: 2 settings of the levers in 12 worlds" in plain
    assert "288 runs: at each point every arm in 4 replications" in plain
    assert "2 of 288 runs failed, under pairing" in plain
    assert "2 of 96 replications of points are left out" in plain


@pytest.mark.usefixtures("undrawn")
def test_one_world_is_luck_alone_and_the_page_says_so(tmp_path: Path) -> None:
    folder, text = built(tmp_path, points=[{BUDGET: 50}, {BUDGET: 150}],
                         factors={BUDGET: FACTORS[BUDGET]})  # fmt: skip
    plain = reading.re.sub("<[^>]*>", "", text)
    assert "There is one world only" in plain and "over replications (n = 4)" in plain
    assert not (folder / "figures/surfaces.csv").exists(), "one factor has no surface"


@pytest.mark.usefixtures("undrawn")
def test_what_a_sweep_lacks_is_left_out(tmp_path: Path) -> None:
    folder, text = built(tmp_path, points=[{DROUGHT: 0.1}, {DROUGHT: 0.2}], arms=["none"],
                         factors={DROUGHT: FACTORS[DROUGHT]})  # fmt: skip
    assert "needs a baseline arm and an arm to compare with it" in text
    assert not list((folder / "figures").iterdir())


@pytest.mark.usefixtures("undrawn")
def test_a_sweep_of_one_point_is_shown(tmp_path: Path) -> None:
    folder, text = built(tmp_path, points=[{}], factors={}, replications=1)
    assert (folder / "figures/best.csv").exists() and "Only one replication was run" in text
    assert not (folder / "figures/response_curves.csv").exists()


def test_a_sweep_without_a_result_has_no_page(tmp_path: Path) -> None:
    folder = swept_folder.write(tmp_path, points=[{}], replications=1,
                                failed=[(1, arm, 1) for arm in swept_folder.ARMS])  # fmt: skip
    with pytest.raises(Missing):
        sweep.build(folder)


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_many_settings_arms_and_factors_are_drawn_in_part_and_said_to_be(tmp_path: Path) -> None:
    points = [{BUDGET: budget, DROUGHT: 0.1 * world, "targeting": kind, "few": world}
              for world in range(2) for budget in range(10, 50, 10) for kind in ("own", "oracle")]
    factors = FACTORS | {
        "targeting": {"role": "lever", "unit": "name", "values": ["own", "oracle"]},
        "few": {"role": "uncertainty", "unit": "number", "values": [0, 1]},
    }
    arms = ["none", *(f"a-strategy-with-a-long-name-{number}" for number in range(8))]
    folder, text = built(tmp_path, points=points, factors={
        path: told for path, told in factors.items() if path in points[0]}, arms=arms, replications=2,
        effect=lambda arm, point: 0.01 * len(arm) * point["few"])  # fmt: skip
    assert "the first 4 of 8 settings" in text
    assert "5 of 8 arms, those with the fewest poor" in text
    assert {path.stem for path in (folder / "figures").iterdir()} == set(NAMES)


@pytest.mark.usefixtures("undrawn")
def test_the_page_in_chinese_stands_beside_the_english_one(tmp_path: Path) -> None:
    folder, english = built(tmp_path)
    numbers = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    text = sweep.build(folder, "zh").read_text(encoding="utf-8")
    assert (folder / "report.zh.html").is_file()
    assert (folder / "report.html").read_text(encoding="utf-8") == english
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == numbers
    body = text.partition("<main")[2].partition('id="words"')[0]
    told = reading.re.sub("(?s)<details>.*?</details>", "", body)  # tables hold what files hold
    plain = reading.re.sub("<[^>]*>", " ", told)
    assert "本模型中的发现" in plain
    assert not reading.re.findall(r"(?:[A-Za-z]+,? ){4,}", plain)
