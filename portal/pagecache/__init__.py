"""Finished pages in front of Django: an article costs hardly more than a file.

Begin with `front.py`. What is kept, and why it is never wrong, is told in
docs/decisions/0010-the-front-cache.md.
"""
