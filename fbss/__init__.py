"""Pain after back surgery: what the library holds and how it is shown."""
