"""ReLU is applied to the branch and not to the sum.

question: q4_identity
fails: test_shifted_branch_by_hand, test_shifted_gradient_by_hand
"""
zero_branch = [0.0, 0.2, 2.0]
shifted_branch = [0.0, 0.2, 2.0]
shifted_gradient = [0.0, 1.0, 1.0]
gradient_after_100 = 1.0
