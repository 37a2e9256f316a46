"""Who takes part in a record, and who is only mentioned."""
