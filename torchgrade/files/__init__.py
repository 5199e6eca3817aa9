"""Reads untrusted files within bounds, and writes our own atomically."""
