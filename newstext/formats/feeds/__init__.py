"""Feeds: RSS, Atom, RDF, JSON Feed."""
