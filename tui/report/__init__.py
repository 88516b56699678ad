"""The report of a desk as one page of HTML that needs no other file, no script and no request."""
