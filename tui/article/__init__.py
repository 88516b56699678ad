"""An article as it is drawn, wherever it is read: its head, its rows, the marks on its words."""
