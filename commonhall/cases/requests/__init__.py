"""What is a person asked for while a case waits, and what came of it?"""
