"""The error is believed to meet one weight less.

question: q12_layers
fails: test_gradients_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 2
gradient_5 = 1 / 8
slack_3 = 4.6416
slack_5 = 2.5119
