"""Do cases reach linked systems once and in order, and does what those say come back to the right case?"""
