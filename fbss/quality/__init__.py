"""What each instrument asks of a page, as far as software can tell. A pre-check, never a score."""
