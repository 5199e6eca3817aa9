"""The linear layers are divided by the dropout layers.

question: q11b_cost
fails: test_costs_are_possible, test_share_of_the_work
"""
bytes_float = 131072
bytes_bool = 32768
work_share = 268800 / 512
