"""Connections to the server, the schema, and news of other desks."""
