"""The numbers are given as texts.

question: q4_identity
fails: test_zero_branch_by_hand
"""
zero_branch = ["0.0", "0.2", "2.0"]
shifted_branch = ["0", "0", "1.7"]
shifted_gradient = ["0", "0", "1"]
gradient_after_100 = "1.0"
