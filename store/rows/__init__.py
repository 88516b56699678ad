"""The stored form of records, the same in every engine: built from rows, and made into their values."""
