"""How readers find stories: search, suggestions while typing, related stories."""
