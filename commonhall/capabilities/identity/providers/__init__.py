"""Each file is one way for residents to sign in."""
