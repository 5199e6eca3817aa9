"""A branch of zero is thought to switch the whole block off.

question: q4_identity
fails: test_zero_branch_by_hand, test_gradient_after_100_by_hand
"""
zero_branch = [0.0, 0.0, 0.0]
shifted_branch = [0.0, 0.0, 1.7]
shifted_gradient = [0.0, 0.0, 1.0]
gradient_after_100 = 0.0
