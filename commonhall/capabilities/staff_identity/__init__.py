"""Who is this member of staff? Their password proves it, or the council's own sign-in vouches for them."""
