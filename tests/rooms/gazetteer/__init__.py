"""A council's gazetteer: how it comes in, and how other programs search it."""
