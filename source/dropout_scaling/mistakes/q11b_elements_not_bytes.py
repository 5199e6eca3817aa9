"""The elements are counted, and a float32 is thought to take one byte.

question: q11b_cost
fails: test_bytes_of_float_masks, test_bytes_of_bool_masks
"""
bytes_float = 2 * 64 * 256
bytes_bool = 2 * 64 * 256 / 4
work_share = 512 / 268800
