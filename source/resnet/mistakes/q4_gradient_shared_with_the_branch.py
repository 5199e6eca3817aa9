"""The addition is thought to split the gradient between shortcut and branch.

question: q4_identity
fails: test_shifted_gradient_by_hand, test_gradient_after_100_by_hand
"""
zero_branch = [0.0, 0.2, 2.0]
shifted_branch = [0.0, 0.0, 1.7]
shifted_gradient = [0.0, 0.0, 0.5]
gradient_after_100 = 0.5**100
