"""Transcripts: subtitles, what transcription programs export, labelled text, records of parliaments."""
