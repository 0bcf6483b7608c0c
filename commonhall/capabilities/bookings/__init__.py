"""The capability bookings: slots of a calendar, with places that are held, taken and given back."""
