"""What is written to people, asked of them, and what do they write back?"""
