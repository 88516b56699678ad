"""The PostgreSQL engine: a store on a server, for many desks."""
