"""Writing with the council's agents at the same time, from any page."""
