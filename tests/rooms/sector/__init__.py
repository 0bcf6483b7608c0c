"""Tests of the sector's public site and of the figures that it shows."""
