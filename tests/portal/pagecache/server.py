"""The portal's server, where it was before it had a room of its own."""

from tests.servers.asking import get, wait_for
from tests.servers.home import ROOT, SERVERS, Home

__all__ = ["ROOT", "SERVERS", "Home", "get", "wait_for"]
