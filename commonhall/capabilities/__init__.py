"""What does a pattern need from outside? Each capability has a port, providers found by name, and three
errors.
"""
