"""The festival: everything goes on, and once, while one provider or another fails."""
