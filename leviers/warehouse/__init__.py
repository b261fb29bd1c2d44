"""From staged files to one checked, read-only DuckDB file: SQL models, checks, builds. No Django."""
