"""Asking strangers: every request to an address that someone else wrote goes through here."""
