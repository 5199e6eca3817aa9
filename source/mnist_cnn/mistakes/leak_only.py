"""The leak is seen, but neither the short runs nor the single seed.

id: LK1
question: q10_leak
fails: test_noise_is_seen
"""
experiment_facts = {"a", "f"}
