"""What holds for every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# how fast an example is says more of the machine than of the code; benchmarks measure speed
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
