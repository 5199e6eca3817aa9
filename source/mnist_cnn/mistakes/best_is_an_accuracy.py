"""The highest accuracy instead of the rate that has it.

id: BP3
question: q9_best
fails: test_best_rate_in_any_order
"""
def best_rate(sweeps):
    return max(sum(one[p] for one in sweeps) / len(sweeps) for p in sweeps[0])
