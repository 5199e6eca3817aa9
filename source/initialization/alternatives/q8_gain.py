"""With the gain of nn.init.

question: q8_std
fails: none
cell: he_std
"""
def he_std(fan_in):
    return nn.init.calculate_gain("relu") / math.sqrt(fan_in)


def xavier_std(fan_in, fan_out):
    return math.sqrt(2.0) / math.sqrt(fan_in + fan_out)
