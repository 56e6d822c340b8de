"""Commands about running the portal."""
