"""The providers of chat, found by the name of their file."""
