"""What every room may ask, and no screen: actions, keys, decisions, running work."""
