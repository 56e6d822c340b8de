"""Servers that tests start: the portal itself, and what stands beside it on an operator's machine.

Each is on a free port or in a folder of its own, and gone when the tests end.
"""
