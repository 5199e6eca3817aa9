"""By the size of the storage.

question: q4_count
fails: test_count_frozen_and_bare_parameters
hint: Not every number takes four bytes. Ask for `numel()`.
"""
def count_parameters(model):
    return {name: p.nbytes // 4 for name, p in model.named_parameters()}
