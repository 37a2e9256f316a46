"""Who said what: sections cut into statements."""
