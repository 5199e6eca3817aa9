"""The share is rounded to four digits.

question: q11b_cost
fails: none
"""
bytes_float = 131_072.0
bytes_bool = 2**15
work_share = 1.905e-3
