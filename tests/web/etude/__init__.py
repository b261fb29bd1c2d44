"""Pages of the study."""
