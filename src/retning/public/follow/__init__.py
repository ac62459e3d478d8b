"""What readers follow: feeds, calendars, the site map, and what is new."""
