"""Each file is one way for staff to sign in."""
