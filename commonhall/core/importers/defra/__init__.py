"""How do forms of the second DEFRA engine become patterns? Their pages follow one another under conditions."""
