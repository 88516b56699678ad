"""Files that come into the store and go out of it, for the command line and the desk."""
