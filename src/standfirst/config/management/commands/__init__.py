"""Commands of the program as a whole."""
