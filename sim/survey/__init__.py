"""A survey of households as a scenario names it: its mapping, its rows, what was repaired."""
