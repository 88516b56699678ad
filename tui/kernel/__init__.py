"""The kernel, which every room may use and no screen is part of: actions, keys, decisions, running work."""
