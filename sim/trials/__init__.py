"""Published experiments run again in the simulated county, with the county's twin as their judge."""
