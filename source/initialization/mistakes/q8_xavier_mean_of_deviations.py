"""The mean of the two deviations, not of the two demands.

question: q8_std
fails: test_formulas_of_both_papers
also: q9_init
cell: he_std
"""
def he_std(fan_in):
    return math.sqrt(2 / fan_in)


def xavier_std(fan_in, fan_out):
    return (fan_in**-0.5 + fan_out**-0.5) / 2
