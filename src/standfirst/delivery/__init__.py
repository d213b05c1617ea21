"""The page store: what a page depends on, what a change touches; ready bytes before Django is asked."""
