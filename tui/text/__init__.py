"""Text in rows: wrapping, motions, cells."""
