"""The people of the county."""
