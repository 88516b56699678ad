"""Finds quotations in languages other than English: one engine, and a pack of words for each language.

``packs/LANGUAGE.toml`` holds what a language says and how it sets it; docs/languages.md says how to write or mend one.
"""
