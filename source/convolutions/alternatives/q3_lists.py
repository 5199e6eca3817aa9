"""Letters in lists and tuples, numbers from the function of question 2.

question: q3_padding
fails: none
"""
size_valid = conv_output_shape((1, 20, 20), 1, 8)[1]
size_pad_4 = conv_output_shape((1, 20, 20), 1, 8, padding=4)[2]
size_full = conv_output_shape((1, 20, 20), 1, 8, padding=7)[1]
pad_total_same = 20 - size_valid
benefits = ["d", "a"]
drawbacks = ("c", "e", "c")
