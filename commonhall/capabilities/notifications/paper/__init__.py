"""How does a letter look on paper? Set on A4 for an envelope with a window, as PDF that can be read aloud."""
