"""Public sources: what each one is, how it is read, and typed rows out of raw files. No Django here."""
