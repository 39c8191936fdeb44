"""Anti-poverty strategies tried on the same simulated county and compared honestly."""
