"""What people set: config.toml, keys, paths, theme."""
