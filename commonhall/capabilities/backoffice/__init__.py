"""How is a case handed over to a council's other systems, and what comes back? The port, the mapping, the providers."""
