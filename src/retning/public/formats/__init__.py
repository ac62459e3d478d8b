"""Files for people and machines: CSV, XLSX, JSON."""
