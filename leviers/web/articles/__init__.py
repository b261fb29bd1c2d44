"""Articles: the list and its feeds, the reading, its figures drawn when it is read, its readers counted."""
