"""Commands of ``standfirst manage``."""
