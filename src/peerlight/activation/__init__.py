"""Stage 6: what to do, and not overdo."""
