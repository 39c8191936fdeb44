"""Measures, each file declared beside what produces it: the end of a year as statistics see it."""
