"""From definitions and tables to series."""
