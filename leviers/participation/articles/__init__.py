"""Articles: what they are made of, who may touch them, what readers see of them, how readings are counted."""
