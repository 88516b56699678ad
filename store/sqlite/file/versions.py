"""What a store's file says of itself, and which versions this program writes."""

APPLICATION_ID = 0x50716F74
"""Says in the file's header that it is a Pullquote store: "Pqot"."""

INDEX_VERSION = 4
"""Raised when words are folded or cut otherwise: then every search index of an older version is made anew."""
