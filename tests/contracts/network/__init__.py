"""Do calls reach only where they may?"""
