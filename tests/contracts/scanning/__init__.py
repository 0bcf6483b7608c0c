"""Do the scanners of files find what they should?"""
