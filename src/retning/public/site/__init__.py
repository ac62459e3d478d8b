"""Pages: an address in, a finished answer out."""

from retning.public.site.site import Answer, Site

__all__ = ["Answer", "Site"]
