"""What templates print, worked out beforehand: templates choose nothing and compute nothing."""
