"""Commands of the page store."""
