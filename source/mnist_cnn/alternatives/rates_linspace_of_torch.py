"""torch.linspace with both ends.

question: q7_rates
fails: none
"""
dropout_rates = torch.linspace(0, 0.9, 10)
