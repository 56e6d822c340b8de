"""Python reads this at its start: the clock of the process is that of the machine, moved.

By how many seconds stands in a file, so that a clock can jump while processes run.
"""

import datetime
import os
import time
from pathlib import Path

from django.utils import timezone

MOVED_BY = Path(os.environ["MOVED_BY"])
true_time = time.time


def moved_time():
    return true_time() + float(MOVED_BY.read_text())


time.time = moved_time
timezone.now = lambda: datetime.datetime.fromtimestamp(moved_time(), datetime.UTC)
