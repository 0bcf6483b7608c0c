"""Providers of collections; each is one file, found by its name."""
