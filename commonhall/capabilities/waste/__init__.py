"""When are a property's bins collected, and what did the crew report?"""
