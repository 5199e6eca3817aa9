"""Values made again of plain parts on the other side: named tuples, tables, tensors as they lie."""
