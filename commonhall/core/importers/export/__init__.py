"""How does a pattern become a form of another builder?"""
