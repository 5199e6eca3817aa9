"""He's formula with one input less, as in an unbiased variance.

question: q8_std
fails: test_formulas_of_both_papers
"""
def he_std(fan_in):
    return math.sqrt(2 / max(fan_in - 1, 1))
def xavier_std(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))
z_square = 300 * 0.1**2
relu_share = 0.5
xavier_ten = math.sqrt(0.5) ** 10
bound = math.sqrt(3) * math.sqrt(2 / 150)
default_factor = 1 / 3
