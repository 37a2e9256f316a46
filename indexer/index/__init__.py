"""The index on the disk: a whole Whoosh index and arrays derived from it, in generations."""
