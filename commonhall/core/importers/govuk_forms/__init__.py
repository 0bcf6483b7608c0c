"""How does a GOV.UK Forms document become a pattern?"""
