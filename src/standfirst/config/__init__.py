"""Composition: settings, addresses, wiring and the command line."""
