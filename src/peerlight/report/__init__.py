"""Stage 8: tell it. The findings as a JSON document, on a terminal, and as one HTML page."""
