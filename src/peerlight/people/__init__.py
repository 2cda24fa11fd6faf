"""Stage 5: a member as one page."""
