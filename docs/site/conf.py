"""Settings of the site that `make docs` builds with Sphinx. Neither the build nor the site needs a network.

The pages stay plain Markdown, which reads well in a repository too: what only the site needs is added here.
"""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]
OUTSIDE = {
    "../CONTRIBUTING.md": "site/contributing.md",
    "../CHANGELOG.md": "site/changelog.md",
    "../newstext/quotations/MODEL.md": "site/model.md",
    "../packaging/LICENCES.md": "site/licences.md",
}
"""Pages that lie outside docs/, and the pages of the site that hold them."""

project = "Pullquote"
copyright = "the Pullquote authors"  # noqa: A001 - Sphinx's name for it
release = re.findall(r'^__version__ = "(.*)"', (HOUSE / "newstext" / "__init__.py").read_text(), re.MULTILINE)[0]
extensions = ["myst_parser"]
nitpicky = True
# Anchors as GitHub makes them, so that a link works there and here.
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"Pullquote {release}"
html_copy_source = False
html_show_sourcelink = False


def setup(app):
    app.connect("source-read", _add_what_the_site_needs)


def _add_what_the_site_needs(_app, page, source):
    for outside, inside in OUTSIDE.items():
        source[0] = source[0].replace(f"]({outside}", f"]({inside}")
    if page == "index":
        source[0] += _menu(source[0])


def _menu(index):
    """Return the menu of the site: the pages that the index names, under its headings."""
    menu = ""
    for heading, text in re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", index, re.MULTILINE):
        pages = "\n".join(re.findall(r"\]\(([\w/-]+)\.md\)", text))
        menu += f"\n```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{pages}\n```\n"
    return menu
