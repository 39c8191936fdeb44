"""The table that says what became of a survey."""

from __future__ import annotations

from sim.folder.column import Column

SURVEY = "survey_report.csv"
COLUMNS = (
    Column("part", "name",
           "mapped, imputed, repaired or opening; the file exists only where there is a survey"),
    Column("name", "name", "a column as the model calls it, a repair, or a number of the opening"),
    Column("rows", "rows", "rows of the survey that it is of; empty of what is no column"),
    Column("survey", "see unit", "number of the survey, weighted"),
    Column("county", "see unit", "the same of the county in its opening year, replication 1"),
    Column("unit", "name", "unit of the numbers in this row"),
    Column("meaning", "text", "what was mapped from what, and what was done where it said nothing"),
)  # fmt: skip
