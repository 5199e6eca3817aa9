"""The mean square is meant to be 100 times larger.

question: q12_layers
fails: test_slack_of_layers
"""
output_3 = 1 / 8
output_5 = 1 / 32
gradient_3 = 1 / 4
gradient_5 = 1 / 16
slack_3 = 2.1544
slack_5 = 1.5849
