"""The built-in themes by name. They stand apart because config.toml is read without Textual."""

from __future__ import annotations

NAMES = ("dark", "light", "high-contrast", "high-contrast-light")
