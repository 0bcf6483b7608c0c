"""A back-office calendar that stands in for a supplier's: made-up vans and rooms, a real wire format."""
