"""Roots of the number of hidden layers.

question: q12_layers
fails: test_slack_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 10.0
slack_5 = 3.1623
