"""Stage 3: what members do for others, one SQL file per signal, as rows of evidence."""
