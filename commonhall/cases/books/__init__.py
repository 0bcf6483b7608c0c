"""What do the providers of payments say of what we hold, and where is it not the same?"""
