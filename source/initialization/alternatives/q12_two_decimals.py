"""Two decimals, cut off.

question: q12_layers
fails: none
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 4.64
slack_5 = 2.51
