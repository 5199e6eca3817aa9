"""Four decimals.

question: q8_std
fails: test_formulas_of_both_papers
cell: he_std
"""
def he_std(fan_in):
    return round(math.sqrt(2 / fan_in), 4)


def xavier_std(fan_in, fan_out):
    return round(math.sqrt(2 / (fan_in + fan_out)), 4)
