"""Stage 4: what can be believed about what members do for others."""
