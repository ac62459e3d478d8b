"""What people did and said: statements and duties."""
