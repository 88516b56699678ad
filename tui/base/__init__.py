"""Screens that others are made from: keys, dialogs, pickers, lists, help, palette."""
