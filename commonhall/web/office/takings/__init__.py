"""What the council took and gave back, day by day, and where a provider's books say otherwise."""
