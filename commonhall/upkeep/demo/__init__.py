"""What does a demonstration start with? Councils, places and cases that are clearly made up."""
