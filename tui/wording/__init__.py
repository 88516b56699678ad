"""How things are worded for people: articles, quotations, events, views."""
