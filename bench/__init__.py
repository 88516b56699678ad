"""The measurements of the project, as scripts anyone can run."""

import tui  # noqa: F401 - says how often Textual paints, which it reads when it is first imported
