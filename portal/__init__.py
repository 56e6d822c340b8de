"""The project: everything about running the portal, nothing about backs."""
