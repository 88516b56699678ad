"""The terminal: safe text, clipboard, themes, signs, hangup."""
