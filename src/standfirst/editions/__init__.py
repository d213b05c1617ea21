"""Which paper this is: language, time zone, policies."""
