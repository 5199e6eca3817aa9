"""The gradient is believed to be halved.

question: q12_layers
fails: test_gradients_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 0.5
gradient_5 = 0.5
slack_3 = 4.6416
slack_5 = 2.5119
