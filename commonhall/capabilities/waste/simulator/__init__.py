"""A contractor's system that stands in for a real one: made-up rounds and crews, the wire format of our description."""
