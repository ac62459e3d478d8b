"""Pages: an address in, a finished answer out."""
