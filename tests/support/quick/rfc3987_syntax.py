"""Stands in for a package that jsonschema can do without: see tests/conftest.py."""

raise ImportError("not here")
