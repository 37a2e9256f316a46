"""How a record is laid out: its head, its sections, its turns, and what kind of record it is."""
