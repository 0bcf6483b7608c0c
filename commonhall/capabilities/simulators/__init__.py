"""What every stand-in for a provider shares: how it listens, and how it fails on purpose."""
