"""``python -m retning`` is the command ``retning``."""

from retning.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
