"""Each block is thought to double the gradient, since it arrives on two ways.

question: q4_identity
fails: test_gradient_after_100_by_hand
"""
zero_branch = [0.0, 0.2, 2.0]
shifted_branch = [0.0, 0.0, 1.7]
shifted_gradient = [0.0, 0.0, 1.0]
gradient_after_100 = 2.0**100
