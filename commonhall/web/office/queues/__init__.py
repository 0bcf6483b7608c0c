"""How does an officer find work: saved views, allocation, bulk acts, files of a list?"""
