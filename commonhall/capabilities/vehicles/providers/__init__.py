"""The providers of vehicles, found by the name of their file."""
