"""In and out of other systems: archives, agency feeds, the demo editions."""
