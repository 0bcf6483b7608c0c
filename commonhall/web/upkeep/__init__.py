"""The operators' own site: how every council's part of the platform stands. It enters no council."""
