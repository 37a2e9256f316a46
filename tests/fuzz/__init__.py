"""Harnesses for atheris, which steers its inputs by the lines of code that they reach."""
