"""Pure functions on words: slugs, cleaning, counting."""
