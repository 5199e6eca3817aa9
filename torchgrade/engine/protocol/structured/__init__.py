"""Values rebuilt from plain parts on the other side: named tuples, tables, tensors with strides."""
