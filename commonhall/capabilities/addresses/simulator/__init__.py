"""A gazetteer that stands in for OS Places: the addresses of councils that do not exist, in the real wire format."""
