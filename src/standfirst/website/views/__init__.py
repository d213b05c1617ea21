"""The reader's pages; each view fetches, and leaves the rest to its template."""
