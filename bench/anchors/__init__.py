"""How well marks are followed through updates, and how fast."""
