"""The providers that cases can be handed over to, one file each, found by name."""
