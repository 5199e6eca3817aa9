"""Tensors of one value.

question: q8_std
fails: none
cell: he_std
"""
def he_std(fan_in):
    return torch.tensor(2.0 / fan_in).sqrt()


def xavier_std(fan_in, fan_out):
    return torch.tensor(2.0 / (fan_in + fan_out)).sqrt()
