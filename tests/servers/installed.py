"""What is not on every machine. Continuous integration must have all of it."""

import os
import shutil

import pytest


def without(reason):
    """Leaves a test out with the reason; where CI is set it fails."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(name, package):
    """The path of a program, or the reason to leave the test out."""
    path = shutil.which(name)
    if path is None:
        without(f"no {name} here: install it, for example with apt-get install {package}")
    return path
