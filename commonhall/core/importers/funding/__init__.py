"""What does an export of the MHCLG funding service hold, and what would become of it?"""
