"""What a store's file says of itself, and which versions this program writes."""

APPLICATION_ID = 0x50716F74
"""Says in the file's header that it is a Pullquote store: "Pqot"."""

SCHEMA_VERSION = 14
"""How many migrations there are; the file's user_version when all of them have run."""

INDEX_VERSION = 4
"""Raised when words are folded or cut otherwise: then every search index of an older version is made anew."""
