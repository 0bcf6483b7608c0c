"""Who may do what, who saw what, and has the record been kept as it was?"""
