"""The actions on a quotation, wherever it is shown, and their screens."""
