"""The mean of both fans is a whole number (//).

question: q8_std
fails: test_formulas_of_both_papers
cell: he_std
"""
def he_std(fan_in):
    return math.sqrt(2 / fan_in)


def xavier_std(fan_in, fan_out):
    return 1 / math.sqrt((fan_in + fan_out) // 2)
