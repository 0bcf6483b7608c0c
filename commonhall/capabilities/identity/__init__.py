"""Who is this resident? Their e-mail address proves it, or a provider of sign-in vouches for them."""
