"""Stands in for a chat product with an API: keeps conversations, lets a person answer, and sends signed webhooks."""
