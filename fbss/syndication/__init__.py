"""How content goes out to other systems: feeds, codes, linked data, the API."""
