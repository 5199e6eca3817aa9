"""A tensor of one value.

question: q11_weights
fails: none
"""
final_rate = torch.tensor(0.2)
