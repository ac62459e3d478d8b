"""The rules that verdicts rest on: a value with every limit as an attribute, and every version of them."""
