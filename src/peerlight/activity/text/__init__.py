"""What can be read in a message without knowing who wrote it: one idea per file."""
