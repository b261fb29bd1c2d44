"""The public API, read only, at /api/v1/: parse, call one deep function, write.

Everything goes through the door (door.py): pace, methods, versions, one shape of errors. Pages may import
this package, to document it; it never imports them.
"""
