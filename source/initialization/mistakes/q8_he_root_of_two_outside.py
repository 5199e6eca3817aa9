"""The root is taken of the fan-in only.

question: q8_std
fails: test_formulas_of_both_papers
also: q9_init
cell: he_std
"""
def he_std(fan_in):
    return 2 / math.sqrt(fan_in)


def xavier_std(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))
