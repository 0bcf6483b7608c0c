"""How does a Hackney assessment template become a pattern?"""
