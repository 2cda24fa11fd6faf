"""Where tables live: the workspace, the vocabulary, the engines."""
