"""What became of each object of an imported form? The report and the ledger in which importers write it up."""
