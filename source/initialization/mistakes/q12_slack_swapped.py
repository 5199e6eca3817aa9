"""The two are mixed up: three layers are believed to be more sensitive.

question: q12_layers
fails: test_slack_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 2.5119
slack_5 = 4.6416
