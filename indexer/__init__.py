"""Official statements: reading, understanding, indexing, searching."""
