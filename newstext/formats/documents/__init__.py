"""Documents: Word, OpenDocument, RTF and PDF."""
