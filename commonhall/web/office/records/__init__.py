"""What is kept for how long, what is given out, and what has gone?"""
