"""The rate is written as a percentage.

id: WT5
question: q11_weights
fails: test_final_rate_is_one_of_the_ten
"""
final_rate = 30
