"""Who can send messages? One file a provider; each is found by its name."""
