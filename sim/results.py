"""Stored results as pandas frames and charts."""

from __future__ import annotations

import os
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sim.folder import digests, manifest, picked
from sim.folder.codebook import HOUSEHOLDS
from sim.folder.files import located
from sim.folder.of_survey import SURVEY
from sim.folder.tables import read_table

if TYPE_CHECKING:
    import pandas as pd

    from sim.showing.style import Page


class Results:
    """A results folder: every table a frame, every chart a figure.

    Frames have the columns of columns.csv; text is text (an arm may be called `none`), and an
    empty number is NaN. The CSV files are the results: nothing is computed here but effects against
    an arm that is not the baseline. `folder` is absolute, so that results stay open when the program
    goes to another folder.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = located(folder)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One number a row: arm, replication, seed, year, measure, line, group, value, unit."""
        return self._frame("outcomes.csv")

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Mean, standard deviation and 95% interval over replications, by arm and year."""
        return self._frame("summary.csv")

    @cached_property
    def differences(self) -> pd.DataFrame:
        """Arm minus baseline, paired by replication, with 95% intervals."""
        return self._frame("differences.csv")

    @cached_property
    def cost_effectiveness(self) -> pd.DataFrame:
        """Yuan a person-year of poverty averted, and a yuan of poverty gap, with intervals."""
        return self._frame("cost_effectiveness.csv")

    @cached_property
    def equal_terms(self) -> pd.DataFrame:
        """Changes of poverty for each 100 yuan paid and for each per cent of mean income."""
        return self._frame("equal_terms.csv")

    @cached_property
    def common_luck(self) -> pd.DataFrame:
        """What it gains that arms share their luck: spread of the paired difference beside the arms'."""
        return self._frame("common_luck.csv")

    @cached_property
    def attribution(self) -> pd.DataFrame:
        """Shares of parts in what all do together; no rows unless the arms are their coalitions."""
        return self._frame("attribution.csv")

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What pairs of parts do beyond the two apart; no rows unless the arms are coalitions."""
        return self._frame("interactions.csv")

    @cached_property
    def worlds(self) -> pd.DataFrame:
        """Effects in each world by replication; no rows unless replications live in worlds."""
        return self._frame("worlds.csv")

    @cached_property
    def variance_of_worlds(self) -> pd.DataFrame:
        """How much of each effect's variance is of worlds; no rows unless worlds are lived in twice."""
        return self._frame("variance_of_worlds.csv")

    @cached_property
    def distributions(self) -> pd.DataFrame:
        """Means of 100 bins of income and consumption per head in three years."""
        return self._frame("distributions.csv")

    @cached_property
    def transitions(self) -> pd.DataFrame:
        """Persons by their state in one year and in a later one."""
        return self._frame("transitions.csv")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """Who paid whom how much for what, by run and year, in yuan of 2010."""
        return self._frame("ledger.csv")

    @cached_property
    def households(self) -> pd.DataFrame:
        """Households followed one by one: the columns the scenario records; no rows if none are."""
        return self._frame(HOUSEHOLDS)

    @cached_property
    def survey_report(self) -> pd.DataFrame:
        """What a survey told, what was imputed, and its opening county; no rows without a survey."""
        return self._frame(SURVEY)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """What each recorded measure is: other names, unit, lines, formula, meaning, reference."""
        return self._frame("measures.csv")

    @cached_property
    def runs(self) -> pd.DataFrame:
        """Every run with its seed, its status and its processor time."""
        return self._frame("runs.csv")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed and why; no rows if none did."""
        return self._frame("failures.csv")

    def levels(
        self, measure: str, year: int | None = None, group: str = "all", line: str | None = None
    ) -> pd.DataFrame:
        """Means over replications of one measure in one year: a row an arm, with interval and n.

        The year is the last recorded, the line `national` (or the first) unless they are given. A
        `group` is one such as `quintile=1`, or all of a kind (`quintile`), which gives a row for each.
        Raises `InputError` for what was not recorded.
        """
        return picked.means(self.summary, measure, year, group, line)

    def effects(
        self, measure: str, year: int | None = None, group: str = "all", line: str | None = None,
        against: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """The same of arm minus baseline, paired by replication; or minus the arm `against`.

        Against another arm than the baseline a group is a single one.
        """
        if against is None or against == self.baseline:
            return picked.means(self.differences, measure, year, group, line)
        wide = self.by_replication(measure, year, group, line)
        unit = picked.of_one(self.outcomes, measure, year, line)["unit"].iloc[0]
        return picked.against(wide, against, unit)

    def by_replication(
        self, measure: str, year: int | None = None, group: str = "all", line: str | None = None
    ) -> pd.DataFrame:
        """One measure in one year of every run: a row a replication, a column an arm.

        Arms of a row share people and luck, and so may be subtracted. The rest is as in `levels`.
        """
        return picked.by_replication(self.outcomes, measure, year, group, line)

    @property
    def failed(self) -> int:
        """How many runs failed."""
        return int((self.runs["status"] == "failed").sum())

    def lost(self) -> str:
        """Which runs failed and why, in a sentence; nothing if none did."""
        if not self.failed:
            return ""
        which = "all" if self.failed == len(self.runs) else f"{self.failed} of"
        return (
            f"{which} {len(self.runs)} runs failed, the first with {self.failures['error'].iloc[0]} "
            "(failures.csv lists them)"
        )

    @property
    def arms(self) -> list[str]:
        """The arms in the order of the scenario."""
        return list(self.runs["arm"].unique())

    @property
    def baseline(self) -> str:
        """The arm the others are compared with."""
        return str(manifest.read(self.folder)["baseline"])

    def chart(self, name: str) -> Page:
        """Draw a chart by its name; an unknown name raises ValueError that lists them."""
        from sim.questions import figure

        return figure(name, self.folder, self.baseline)

    def numbers(self, name: str) -> pd.DataFrame:
        """The very numbers that a chart shows, in the units of the chart; raises as `chart` does."""
        from sim.questions import numbers

        return numbers(name, self.folder, self.baseline)

    def __repr__(self) -> str:
        return f"Results({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        """What a notebook shows: what the first chart found, and the way to the report."""
        if self.failed == len(self.runs):
            return f"<p>{escape(self.lost())}</p>"
        lost = f"<p>{escape(self.lost())}</p>" if self.failed else ""
        return f"{lost}<p>{escape(self._found())}</p><p>{self._way()}</p>"

    def _found(self) -> str:
        from sim.folder.read import Missing

        try:
            return self.chart("headcount").headline
        except Missing as lack:
            return f"No chart of the headcount: it {lack}"

    def _way(self) -> str:
        page = self.folder / "report.html"
        if not page.is_file():
            return f"Tables in {escape(str(self.folder))}, without a report"
        # As a notebook server serves it: from the folder of the notebook.
        link = quote(Path(os.path.relpath(page)).as_posix())
        return f'<a href="{link}" target="_blank">The report</a> in {escape(str(self.folder))}'

    def _frame(self, file: str) -> pd.DataFrame:
        return read_table(self.folder, file)


def open(folder: str | os.PathLike[str]) -> Results:
    """Open the results in a folder.

    Raises `InputError` if it holds none, unfinished ones, or files that are no longer what was
    written there.
    """
    path = located(folder)
    found = manifest.checked(path)
    digests.check(path, found.get("data", {}), (*digests.RECORDS, *digests.COMPARISONS))
    return Results(path)
