"""The tables of the room connect."""
