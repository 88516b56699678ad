"""Base classes of screens, and the screens that every region uses: dialogs, pickers, lists, help, palette."""
