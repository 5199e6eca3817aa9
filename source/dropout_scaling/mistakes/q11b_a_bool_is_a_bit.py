"""A bool is thought to take one bit.

question: q11b_cost
fails: test_bytes_of_bool_masks
"""
bytes_float = 131072
bytes_bool = 32768 / 8
work_share = 512 / 268800
