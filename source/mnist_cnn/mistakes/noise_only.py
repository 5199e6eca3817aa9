"""Short runs and single seeds are seen, but not the choice on test images.

id: LK2
question: q10_leak
fails: test_leak_is_seen
"""
experiment_facts = {"c", "e"}
