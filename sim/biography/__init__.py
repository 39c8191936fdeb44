"""One household's life in two arms, under the same luck, told in plain words."""

from sim.biography.story import tell
from sim.biography.years import Life, Year, live, live_twice

__all__ = ["Life", "Year", "live", "live_twice", "tell"]
