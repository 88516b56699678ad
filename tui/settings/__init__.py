"""Settings: config.toml, key bindings, paths, the theme."""
