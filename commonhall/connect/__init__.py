"""How does a council's other software take part? Back offices that work on its cases, and what they say of them."""
