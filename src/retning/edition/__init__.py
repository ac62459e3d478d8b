"""The contract between computing and showing: an edition's records, its store, and what differs between two."""
