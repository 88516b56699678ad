"""How wire copy is read: which fields are found, and where another reader of the same files says otherwise."""
