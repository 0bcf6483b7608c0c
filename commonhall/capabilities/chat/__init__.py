"""Talks between residents and a contact centre, as they are typed."""
