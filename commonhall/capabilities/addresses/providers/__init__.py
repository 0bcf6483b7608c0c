"""Providers of addresses; each is one file, found by its name."""
