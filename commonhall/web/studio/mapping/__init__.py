"""The studio's pages on linked systems: which fields of a case go out under which names, and what their words mean."""
