"""Learns from settled quotations which suggestions a desk keeps, and under which name."""
