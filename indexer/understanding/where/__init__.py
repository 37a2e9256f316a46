"""Where it happened, and by which means."""
