"""The providers of bookings, found by the name of their file."""
