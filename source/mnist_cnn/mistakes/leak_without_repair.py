"""The leak is seen, but a validation set is not believed to remove it.

id: LK3
question: q10_leak
fails: test_leak_is_seen
"""
experiment_facts = {"a", "c", "e"}
