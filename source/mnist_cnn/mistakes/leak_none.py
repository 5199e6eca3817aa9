"""Nothing is believed to be wrong, since no gradient was computed on test images.

id: Q31
question: q10_leak
fails: test_leak_is_seen, test_noise_is_seen
"""
experiment_facts = {"b"}
