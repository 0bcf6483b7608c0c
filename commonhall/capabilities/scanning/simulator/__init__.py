"""Stands in for ClamAV's daemon: the same stream protocol, and it knows the test file."""
