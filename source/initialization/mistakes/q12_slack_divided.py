"""100 divided by the number of layers.

question: q12_layers
fails: test_slack_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 33.33
slack_5 = 20.0
