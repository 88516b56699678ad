"""The terminal: safe text, clipboard, themes, ASCII signs, hangup."""
