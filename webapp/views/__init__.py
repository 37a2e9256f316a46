"""The site's addresses, one short view each; a blueprint a file."""
