"""Every worker writes the same policy: caches in front, and our own marks, see one page."""

from portal.security import in_order
from tests.servers.home import Home

PROGRAM = """
import django; django.setup()
from django.test import Client
print(Client().get("/healthz", SERVER_NAME="localhost").headers["Content-Security-Policy"])
"""


def policy(home, seed):
    done = home.python("-c", PROGRAM, PYTHONHASHSEED=seed)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_processes_write_the_same_policy(tmp_path):
    home = Home(tmp_path)

    policies = [policy(home, seed) for seed in ("1", "2", "3")]

    assert "default-src 'none'" in policies[0]
    assert policies == [policies[0]] * 3


def test_a_policy_keeps_all_that_it_says():
    assert in_order("b 'none'; a x y ;c;") == "a x y; b 'none'; c"
