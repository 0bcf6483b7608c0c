"""What looks for viruses in files."""
