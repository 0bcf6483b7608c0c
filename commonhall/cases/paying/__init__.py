"""What is owed on a case, and how is it paid?"""
