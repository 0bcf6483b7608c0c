"""The council's gazetteer for other programs, in the format of OS Places: only with a key, and only to be read."""
