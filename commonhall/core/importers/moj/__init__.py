"""How does a form of the Ministry of Justice, kept as metadata, become a pattern?"""
