"""The identification of a store's file, and the version of its search index."""

APPLICATION_ID = 0x50716F74
"""Identifies a Pullquote store in the file's header: "Pqot"."""

INDEX_VERSION = 4
"""Raise it when words are folded or split differently: search indexes of older versions are then rebuilt."""
