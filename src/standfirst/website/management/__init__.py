"""Commands of the reader's site."""
