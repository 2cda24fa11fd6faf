"""How the tables of decisions came to be what they are."""
