"""Stands in for a store like Amazon S3: the same requests, signatures, answers and errors, in a folder."""
