"""What can be done with a quotation, wherever it is shown."""
