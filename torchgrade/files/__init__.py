"""Files: untrusted ones are read within bounds, our own are written whole or not at all."""
