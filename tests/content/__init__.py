"""Tests of fbss.content. They need no Django."""
