"""The providers of payments, found by the name of their file."""
