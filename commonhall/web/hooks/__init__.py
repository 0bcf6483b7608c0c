"""What other systems call by themselves: signed, and never by a person."""
