"""The factor is believed to grow in proportion to the number of layers.

question: q12_layers
fails: test_outputs_of_layers
"""
output_3 = 1 / 6
output_5 = 1 / 10
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 4.6416
slack_5 = 2.5119
