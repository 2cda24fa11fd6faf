"""Stage 2: one vocabulary for all sources."""
