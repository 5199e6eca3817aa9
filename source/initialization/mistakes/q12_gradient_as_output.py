"""The gradient is believed to shrink as the output does.

question: q12_layers
fails: test_gradients_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 8
gradient_5 = 1 / 32
slack_3 = 4.6416
slack_5 = 2.5119
