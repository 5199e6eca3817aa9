"""A mask is thought to be shared by the batch.

question: q11b_cost
fails: test_bytes_of_float_masks, test_bytes_of_bool_masks
"""
bytes_float = 2 * 256 * 4
bytes_bool = 2 * 256
work_share = 512 / 268800
