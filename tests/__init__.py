"""Tests, in the shape of the code: tests/portal for portal, tests/content for fbss.content."""
