#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.env import FaultyEnvironment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except FaultyEnvironment as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        # Ctrl+C was meant; a traceback would only look like a fault.
        sys.exit(130)


if __name__ == "__main__":
    main()
