"""A tenth of a percentage point is taken for a result, whatever the seeds.

question: q10_leak
fails: test_noise_is_seen
"""
experiment_facts = {"a", "c", "f"}
