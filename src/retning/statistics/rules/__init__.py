"""The limits that verdicts rest on, and every version of them."""
