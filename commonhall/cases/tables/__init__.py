"""What hangs on a case: the tables beside its own, by noun. ``cases.models`` names them all for Django."""
