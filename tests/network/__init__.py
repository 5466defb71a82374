"""The runtime against a server that does exactly what it is told, and what is left open afterwards."""
