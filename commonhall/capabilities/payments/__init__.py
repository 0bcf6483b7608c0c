"""The capability payments: money that is wanted, taken, and given back."""
