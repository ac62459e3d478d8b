"""HTTP: the WSGI application, its cache and its limits."""
