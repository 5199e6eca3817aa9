"""With powers.

question: q8_std
fails: none
cell: he_std
"""
def he_std(fan_in):
    return (fan_in / 2) ** -0.5


def xavier_std(fan_in, fan_out):
    mean = (fan_in + fan_out) / 2
    return 1 / mean**0.5
