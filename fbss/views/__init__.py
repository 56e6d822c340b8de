"""What visitors ask for, one noun a file."""
