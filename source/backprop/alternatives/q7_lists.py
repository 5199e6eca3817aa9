"""Lists, and a slope by formula.

question: q7_zero_gradients
fails: none
"""
zero_sigmoid = ["d", "a"]
zero_relu = ("b", "a")
zero_leaky = []
slope = 0.25 * 3 / 4
reasons = ["u", "p", "r"]
