"""The yearly cycle of the partners. The wing is reserved: nothing is built in it yet."""
