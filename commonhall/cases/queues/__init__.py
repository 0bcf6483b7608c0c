"""How does work find its officer: kept lists, the next case, rules of who gets what, acts on many at once?"""
