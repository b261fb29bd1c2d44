"""The study on the site; `gestion` holds the pages of the team."""
