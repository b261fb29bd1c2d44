"""Tables of participation, one module for each part."""
