"""How people's TOML files are read: located, with every fault told at once."""
