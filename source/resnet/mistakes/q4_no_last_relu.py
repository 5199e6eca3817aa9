"""The block is thought to pass negative values on: no ReLU after the addition.

question: q4_identity
fails: test_zero_branch_by_hand, test_shifted_branch_by_hand, test_shifted_gradient_by_hand
"""
zero_branch = [-1.0, 0.2, 2.0]
shifted_branch = [-1.3, -0.1, 1.7]
shifted_gradient = [1.0, 1.0, 1.0]
gradient_after_100 = 1.0
