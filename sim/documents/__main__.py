"""`python -m sim.documents`: write the documents of this repository as the code has them now."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.documents import REFERENCE, write


def main() -> int:
    """Write what is not as the code has it, and say what that was."""
    repository = Path(__file__).parents[2]
    if not (repository / REFERENCE).is_dir():
        print(f"documents: {repository} is no checkout: it has no {REFERENCE}", file=sys.stderr)
        return 2
    for name in write(repository):
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
