"""The register of speakers."""
