"""Is anything lost or doubled when web, worker and database are killed while a thousand residents send and pay?"""
