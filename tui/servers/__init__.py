"""Servers over standard input and output: for editors (LSP) and for assistants (MCP). They only read the store."""
