"""How does GOV.UK Pay look from outside? A local stand-in that speaks its wire format and moves no money."""
