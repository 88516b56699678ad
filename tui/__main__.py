"""``python -m tui`` is ``pullquote``."""

from tui.cli import main

if __name__ == "__main__":
    main()
