"""How is a form of the XGov digital form builder, upstream or MHCLG, read and turned into a pattern?"""
