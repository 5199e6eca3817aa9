"""The bound of the even distribution, sqrt(6 / (fan_in + fan_out)), as printed in the paper.

question: q8_std
fails: test_formulas_of_both_papers
also: q9_init
cell: he_std
"""
def he_std(fan_in):
    return math.sqrt(2 / fan_in)


def xavier_std(fan_in, fan_out):
    return math.sqrt(6 / (fan_in + fan_out))
