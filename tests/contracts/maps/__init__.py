"""Do providers of maps keep the port's promises?"""
