"""Depth is believed not to matter: the output is halved.

question: q12_layers
fails: test_outputs_of_layers
"""
output_3 = 0.5
output_5 = 0.5
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 4.6416
slack_5 = 2.5119
