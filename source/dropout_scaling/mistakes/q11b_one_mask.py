"""One dropout layer is counted in place of two.

question: q11b_cost
fails: test_bytes_of_float_masks, test_bytes_of_bool_masks, test_share_of_the_work
"""
bytes_float = 64 * 256 * 4
bytes_bool = 64 * 256
work_share = 256 / 268800
