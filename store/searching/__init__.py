"""Search: all of it that is no SQL. An engine answers the questions of ``texts.Texts``; the rest is here."""
