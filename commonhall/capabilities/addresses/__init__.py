"""Which addresses and properties are there? Looked up by postcode or by UPRN."""
