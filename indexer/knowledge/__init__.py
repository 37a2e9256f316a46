"""What On Record knows about the world, from the files under `data/` that users edit."""
