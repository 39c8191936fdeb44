"""One household's life in two arms, under the same luck, told in plain words; and whose to read."""

from sim.biography.story import tell
from sim.biography.traces import Trace, trace_twice
from sim.biography.years import Life, Year, live, live_twice

__all__ = ["Life", "Trace", "Year", "live", "live_twice", "tell", "trace_twice"]
