"""Calendars in the office: days that are closed, what is booked on them, and addresses for calendar programs."""
