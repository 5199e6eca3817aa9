"""Values whose class is made of plain parts, and is made again on the other side."""
