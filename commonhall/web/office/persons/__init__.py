"""Who is this person, organisation or property, and what do we know of them?"""
