"""Are two records of people about one person? Names, evidence and points; nothing is stored here."""
