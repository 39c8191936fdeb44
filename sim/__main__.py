"""The door of the command line: `python -m sim` and `antipoverty` are the same."""

import sys

from sim import shell


def main() -> int:
    """Run one command and return its exit code; what takes long to load is loaded in here."""
    shell.end_at_once()
    from sim import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
