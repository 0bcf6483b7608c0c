"""How do officers work on one case together, and on cases that belong together?"""
