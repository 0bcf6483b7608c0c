"""A contractor's system that stands in for the real one: it speaks Open311 GeoReport v2, and no crew goes out."""
