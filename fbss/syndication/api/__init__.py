"""The JSON API: all that is public, for reading."""
