"""Tables and what a period is; the archive of vintages and registered corrections."""
