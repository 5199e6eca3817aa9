"""A tensor of float32.

id: control
question: q7_rates
fails: none
"""
dropout_rates = torch.linspace(0, 0.9, 10)
