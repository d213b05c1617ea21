"""One file for each format: a reader that turns a file into plain records."""
