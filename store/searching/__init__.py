"""Search without SQL: an engine implements ``texts.Texts``; everything else is here."""
