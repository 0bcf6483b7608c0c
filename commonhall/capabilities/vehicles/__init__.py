"""What is known of a vehicle by its registration number: what it runs on, how old and how clean it is."""
