"""The desk and the command line. Both reach the store through ``store.Archive`` alone."""

import os

# Textual reads it on import. A key waits for the next frame: at 120 a second, half as long as by default.
os.environ.setdefault("TEXTUAL_FPS", "120")
