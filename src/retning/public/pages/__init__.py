"""One module per kind of page: the view, which gathers what the template shows."""
