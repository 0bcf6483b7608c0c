"""How is a message sent to a resident? A port, its providers, and a local stand-in for GOV.UK Notify."""
