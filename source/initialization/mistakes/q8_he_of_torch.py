"""The bound of nn.Linear's default, 1 / sqrt(fan_in), is taken for He.

question: q8_std
fails: test_formulas_of_both_papers
also: q9_init
cell: he_std
"""
def he_std(fan_in):
    return fan_in**-0.5


def xavier_std(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))
