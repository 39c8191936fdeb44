"""The end of each year written down: what a scenario asks for of the record, as tidy rows."""
