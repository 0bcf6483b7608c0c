"""The providers of maps, found by the name of their file."""
