"""The records that the store returns and accepts."""
