"""Linked systems in the office: what waits there, what they refused, what they said."""
