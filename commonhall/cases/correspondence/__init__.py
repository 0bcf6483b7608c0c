"""What is written to people about a case, and what do they write back?"""
