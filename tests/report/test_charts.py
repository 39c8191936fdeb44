"""Charts: the numbers they show, the intervals behind them, and titles that do not lie."""

import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import synthetic
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim import questions
from sim.folder.estimate import Estimate, estimate
from sim.folder.read import Folder
from sim.questions import growth_incidence, money, plain_money, poverty_incidence
from sim.showing import labels, style
from sim.showing.numbers import Numbers
from sim.showing.words import by_verdict, every, listed, percent, verdict_title


@pytest.mark.parametrize("name", synthetic.QUESTIONS)
def test_every_chart_has_words_axes_and_a_table(built: Path, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, table = questions.draw(name, Folder(built))
    assert figure.headline and "n = 4" in figure.subtitle and "95% interval" in figure.subtitle
    texts = [text.get_text() for text in figure.texts]
    assert any("scenario synthetic, hash 0123456789ab" in text for text in texts)
    assert len(table) and not table["mean"].isna().any()
    assert table["unit"].str.len().gt(0).all()
    stored = pd.read_csv(built / f"figures/{name}.csv", keep_default_na=False, na_values={"low": ""})
    assert list(stored.columns) == list(table.columns)


def test_a_figure_shows_itself_in_a_notebook(built: Path) -> None:
    figure = questions.figure("effects", built)
    assert isinstance(figure, Figure)
    assert figure._repr_png_().startswith(b"\x89PNG")  # type: ignore[attr-defined]


def words_of(figure: Figure) -> list[Text]:
    """Every title, label and note of a figure."""
    found = list(figure.texts)
    for axes in figure.findobj(Axes):
        legend = axes.get_legend()
        found += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        found += [axes.title, axes._left_title, *(legend.get_texts() if legend else ())]
    return [text for text in found if text.get_visible() and text.get_text()]


@pytest.mark.parametrize("name", synthetic.QUESTIONS)
def test_no_words_leave_the_page(built: Path, name: str) -> None:
    figure, _ = questions.draw(name, Folder(built))
    style.settle(figure)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    width, height = figure.bbox.width, figure.bbox.height
    for text in words_of(figure):
        box = text.get_window_extent(renderer)
        inside = min(box.x0, box.y0) >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1
        assert inside, text.get_text()


def test_the_interval_is_student_t() -> None:
    found = estimate([1.0, 2.0, 3.0, 6.0])
    assert found is not None
    # t(0.975, 3) = 3.182446; the standard deviation is 2.160247
    half = 3.182446305 * 2.160246899 / 2
    assert (found.mean, found.low, found.high) == pytest.approx((3.0, 3.0 - half, 3.0 + half))
    assert estimate([2.5]) == Estimate(2.5, None, None, 1)
    assert estimate([]) is None
    assert estimate([float("nan")]) is None


def test_verdicts_follow_the_interval() -> None:
    assert Estimate(-1, -2, -0.1, 5).verdict == "lower"
    assert Estimate(1, 0.1, 2, 5).verdict == "higher"
    assert Estimate(1, -0.1, 2, 5).verdict == "unclear"
    assert Estimate(0, 0, 0, 5).verdict == "unclear"
    assert Estimate(1, None, None, 1).verdict == "single"


def test_titles_hedge() -> None:
    sure, unsure = Estimate(-1, -2, -0.5, 9), Estimate(-1, -3, 1, 9)
    both, one = {"a": sure, "b": unsure}, {"b": unsure}
    title = verdict_title("Headcount", "none", both, by_verdict(both), "points")
    assert title == (
        "Headcount: lower under a than under none, by 1.0 points; not clearly different under b"
    )
    assert "from none" in verdict_title("Headcount", "none", one, by_verdict(one), "points")
    single = {"a": Estimate(-1, None, None, 1)}
    alone = verdict_title("Headcount", "none", single, by_verdict(single), "points")
    assert "one replication" in alone and "lower" not in alone


def test_the_headcount_title_names_those_not_told_apart(tmp_path: Path) -> None:
    arms = ("none", "marginal-redistribution", "universal-cash")
    figure, _ = questions.draw("headcount", Folder(synthetic.write(tmp_path, arms, 6)))
    assert "not told apart from" in figure.headline


def test_the_headcount_title_has_the_numbers_of_its_table(built: Path) -> None:
    figure, table = questions.draw("headcount", Folder(built))
    last = table[table["year"] == 2020].set_index("arm")["mean"]
    best = last.idxmin()
    assert f"lowest under {best} ({last[best]:.1f}%)" in figure.headline
    assert f"; {last['none']:.1f}% under none" in figure.headline


def test_no_title_ranks_what_is_not_told_apart(tmp_path: Path) -> None:
    arms = ("none", "marginal-redistribution", "universal-cash", "pairing")
    folder = Folder(synthetic.write(tmp_path, arms, 4))
    title = questions.draw("cost_effectiveness", folder)[0].headline
    assert title.startswith("Person-years out of poverty: no arm is told apart from ")


def test_plain_money_of_which_the_same_is_true_is_named_together(monkeypatch) -> None:
    monkeypatch.setattr(plain_money, "_beaten_by", lambda folder, other: "fewer poor under no arm")
    title = plain_money._title(SimpleNamespace(), ["cash", "floor"])
    assert title == "Against cash and floor, fewer poor under no arm"


def test_no_name_over_a_column_is_cut(tmp_path: Path) -> None:
    arms = ("none", "marginal-redistribution", "pairing-with-floor")
    figure, _ = questions.draw("pairwise", Folder(synthetic.write(tmp_path, arms, 2)))
    assert {label.get_text() for label in figure.axes[0].get_xticklabels()} == set(arms)


def test_lists_in_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefg"), 3) == "a, b, c and 4 others"
    assert percent(-0.001) == "0.0%"
    assert percent(-5.2) == "−5.2%"


@pytest.mark.parametrize("seed", range(5))
def test_labels_are_spread_in_order(seed: int) -> None:
    targets = np.random.default_rng(seed).normal(size=12)
    placed = np.array(labels.spread(list(targets), 0.3))
    assert np.diff(np.sort(placed)).min() >= 0.3 - 1e-9
    assert list(np.argsort(placed)) == list(np.argsort(targets))
    assert labels.spread([0.0, 5.0], 0.3) == [0.0, 5.0]


def test_growth_incidence_is_arm_over_baseline(built: Path) -> None:
    _, table = questions.draw("growth_incidence", Folder(built))
    rows = pd.read_csv(built / "distributions.csv", keep_default_na=False)
    rows = rows[(rows["year"] == 2020) & (rows["variable"] == "income") & (rows["percentile"] == 7)]
    arm, base = (
        rows[rows["arm"] == name].sort_values("replication")["value"].to_numpy()
        for name in ("pairing", "none")
    )
    shown = table[(table["arm"] == "pairing") & (table["percentile"] == 7)]["mean"].item()
    assert shown == pytest.approx(100 * (arm / base - 1).mean())


def test_incomes_below_zero_have_no_growth_rate(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, ("none", "pairing"), 3)
    path = folder / "distributions.csv"
    rows = pd.read_csv(path, keep_default_na=False)
    rows.loc[rows["percentile"] <= 3, "value"] = -500.0
    rows.to_csv(path, index=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in ("growth_incidence", "poverty_incidence", "lorenz"):
            figure, table = questions.draw(name, Folder(folder))
            style.png(figure)
    growth = questions.draw("growth_incidence", Folder(folder))[1]
    assert growth[growth["percentile"] <= 3]["mean"].isna().all()


def test_lorenz_ends_at_a_hundred_and_differences_at_nought(built: Path) -> None:
    _, table = questions.draw("lorenz", Folder(built))
    last = table[table["percentile"] == 100].groupby("quantity")["mean"].agg(["min", "max"])
    assert last.loc["share"].tolist() == pytest.approx([100, 100])
    assert last.loc["difference"].tolist() == pytest.approx([0, 0], abs=1e-12)


def test_transition_rates_are_shares_of_those_at_risk(built: Path) -> None:
    _, table = questions.draw("transitions", Folder(built))
    entry = table[table["rate"] == "entry"].set_index(["quantity", "arm"])["mean"]
    assert entry["level", "none"] == pytest.approx(13)
    fall = 0.4 * synthetic.ARMS["pairing"][1]
    assert entry["difference", "pairing"] == pytest.approx(-100 * fall)


def test_bars_start_at_nought(built: Path) -> None:
    figure, _ = questions.draw("money", Folder(built))
    assert figure.axes[0].get_xlim()[0] == 0
    figure, _ = questions.draw("headcount", Folder(built))
    assert {axes.get_ylim()[0] for axes in figure.axes if axes.get_visible()} == {0}


def test_exceptions_are_named_when_they_are_few() -> None:
    arms = list("abcdef")
    assert every(arms, arms) == "all 6 arms"
    assert every(arms[1:], arms) == "all 6 arms but a"
    assert every(["a", "b"], arms) == "a and b"
    assert every(["a", "b"], ["a", "b"]) == "a and b"


ACCOUNTS = (
    "households", "rich_households", "village_pools", "mutual_funds", "bank", "guarantee_pool",
    "enterprises", "treasury", "donors", "rest_of_world",
)  # fmt: skip


def test_every_account_has_a_colour_of_its_own() -> None:
    assert set(money.SHADES) == {*(name.replace("_", " ") for name in ACCOUNTS), money.UNSPENT}
    assert len(set(money.SHADES.values())) == len(money.SHADES)


def colours(folder: Path) -> dict[str, object]:
    figure, _ = questions.draw("money", Folder(folder))
    legend = figure.axes[0].get_legend()
    assert legend is not None
    return {text.get_text(): patch.get_facecolor()
            for text, patch in zip(legend.get_texts(), legend.get_patches(), strict=True)}


def test_a_receiver_has_one_colour_whoever_gets_most(tmp_path: Path) -> None:
    one = synthetic.write(tmp_path / "one", ("none", "growth"), 2)
    other = synthetic.write(tmp_path / "other", ("none", "growth"), 2)
    rows = pd.read_csv(other / "ledger.csv", keep_default_na=False)
    rows = rows[rows["kind"] != "administration"]
    rows.loc[rows["payee"] == "rest_of_world", "amount"] *= 100
    rows.to_csv(other / "ledger.csv", index=False)
    shades, again = colours(one), colours(other)
    assert len(shades) > 4 and shades == again


def test_the_money_file_holds_every_kind_and_no_rest(tmp_path: Path) -> None:
    folder = synthetic.write(tmp_path, ("none", "growth"), 2)
    rows = pd.read_csv(folder / "ledger.csv", keep_default_na=False)
    paid = rows[(rows["payer"] == "programme:growth") & (rows["kind"] == "grant")]
    small = [paid.assign(kind=f"small_{k}", amount=paid["amount"] / 50) for k in range(40)]
    pd.concat([rows, *small]).to_csv(folder / "ledger.csv", index=False)
    figure, table = questions.draw("money", Folder(folder))
    kinds = set(table.loc[table["arm"] == "growth", "kind"])
    assert kinds >= {f"small {k}" for k in range(40)} | {"grant", "seed subsidy"}
    assert "other" not in kinds | set(table["receiver"])
    assert len(figure.axes[0].patches) < len(table) - 30, "what has no room for a number stands together"
    widths = sum(patch.get_width() for patch in figure.axes[0].patches)  # type: ignore[attr-defined]
    assert widths == pytest.approx(table["mean"].sum())


def unspent(**left: float) -> pd.DataFrame:
    """Rows of the money chart: of 100 yuan offered what is left, one yuan more or less."""
    return pd.DataFrame([
        {"arm": arm, "kind": kind, "mean": yuan, "low": yuan - 1, "high": yuan + 1}
        for arm, idle in left.items() for kind, yuan in ((money.UNSPENT, idle), ("grant", 100 - idle))
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({"a": 10, "b": 11, "c": 0}, "a and b left money unspent, up to 11 yuan a person and year"),
        ({"a": 10, "b": 11, "c": 9}, "all 3 arms left money unspent, up to 11 yuan a person and year"),
        ({"a": 10, "b": 40, "c": 0}, "b left the most unspent, 40 yuan a person and year"),
        ({"a": 0.5, "b": 0}, "in every arm all or nearly all of the money was spent"),
    ],
)
def test_the_money_title_names_those_that_left_money(left: dict[str, float], said: str) -> None:
    assert money._title(unspent(**left)) == f"Where each yuan went: {said}"


def test_bands_that_run_off_the_scale_are_told(built: Path) -> None:
    folder = Folder(built)
    table = growth_incidence.table(folder)
    assert "off the scale" not in growth_incidence.draw(folder, table).subtitle
    wide = table.assign(high=table["high"].where(table["percentile"] < 100, 500.0))
    assert "off the scale" in growth_incidence.draw(folder, wide).subtitle


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ({"every": ["a"], "some": [], "none": ["b"], "more": []},
         "Fewer poor than under none at every line up to 3,450 yuan: under a; "
         "clearly at no line: under b"),
        ({"every": [], "some": ["a"], "none": ["b"], "more": ["b"]},
         "Fewer poor than under none at some lines: under a. "
         "More poor than under none at some lines: under b"),
        ({"every": [], "some": [], "none": ["a", "b"], "more": ["a", "b"]},
         "More poor than under none at some lines: under a and b"),
    ],
)  # fmt: skip
def test_the_title_of_curves_says_where_there_are_more_poor(verdicts, title, monkeypatch):
    monkeypatch.setattr(poverty_incidence, "_verdicts", lambda *given: dict(verdicts))
    monkeypatch.setattr(poverty_incidence, "_reach", lambda *given: 3450.0)
    folder = SimpleNamespace(replications=[1, 2], need_baseline=lambda: "none")
    assert poverty_incidence._title(folder, None) == title


def test_who_falls_into_poverty_is_said_in_words(built: Path) -> None:
    folder, one = Folder(built), questions.find()["transitions"]
    cited = Numbers(folder, {"figures/transitions.csv": one.table(folder)})
    said = [str(point) for found in one.say(folder, cited) for point in found.points]
    assert [words.partition(":")[0] for words in said] == [
        "Of the poor, more leave poverty in a year", "Of the others, fewer fall into poverty in a year",
    ]  # fmt: skip
    assert all(words.count('data-source="figures/transitions.csv?') == 3 * 4 for words in said)
