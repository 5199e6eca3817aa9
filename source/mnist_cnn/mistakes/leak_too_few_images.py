"""The size of the test set is taken for the only problem.

id: Q32
question: q10_leak
fails: test_leak_is_seen, test_noise_is_seen
"""
experiment_facts = {"d"}
