"""What happened, and who is told after commit."""
