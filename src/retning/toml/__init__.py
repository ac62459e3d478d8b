"""How people's TOML files are read: located, with every fault reported at once."""
