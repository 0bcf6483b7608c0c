"""The studio: where a council chooses its providers and sees how they stand, below ``/studio/`` on its own host."""
