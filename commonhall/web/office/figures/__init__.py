"""How is the work going? Figures for managers, with pictures."""
