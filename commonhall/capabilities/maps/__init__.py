"""Pictures of a map: from the council's own streets, or from a supplier's tiles. A map is never the only way."""
