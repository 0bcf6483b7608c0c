"""Is there a virus in a file?"""
