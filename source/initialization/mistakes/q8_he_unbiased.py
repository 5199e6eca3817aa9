"""He's formula with one input less, as in an unbiased variance.

question: q8_std
fails: test_formulas_of_both_papers
cell: he_std
"""
def he_std(fan_in):
    return math.sqrt(2 / max(fan_in - 1, 1))
def xavier_std(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))
