"""What people see: the desk and the command line. Both speak to the store through ``store.Archive`` alone."""

import os

# Textual reads it once, when it is first imported. A key waits for the next frame: half as long at 120 a second.
os.environ.setdefault("TEXTUAL_FPS", "120")
