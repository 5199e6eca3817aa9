"""The dropout layers are set against hidden layers alone, without the layer of the scores.

question: q11b_cost
fails: test_share_of_the_work
"""
bytes_float = 131072
bytes_bool = 32768
work_share = 512 / (784 * 256 + 256 * 256)
