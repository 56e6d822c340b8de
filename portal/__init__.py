"""The project: everything about running the portal, nothing about backs."""

# Of the release; the package and every backup carry it.
__version__ = "0.1.0"
