"""The sector's public site: the catalogue of patterns and the councils that run them."""
