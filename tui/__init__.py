"""What people see: the desk and the command line. Both speak to the store through ``store.Archive`` alone."""
