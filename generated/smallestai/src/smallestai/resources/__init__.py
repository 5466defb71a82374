"""The namespaces of the client. Each module is loaded on first use."""
