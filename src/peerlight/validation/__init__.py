"""Is it true: simulated truth, back-tests, attacks, baselines."""
