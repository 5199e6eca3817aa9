"""Rules about how a source notebook is written."""
