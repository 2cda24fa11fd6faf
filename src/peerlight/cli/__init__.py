"""The command line: thin, it calls Community."""
