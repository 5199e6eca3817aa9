"""Trial.

question: q9_best
fails: none
"""
def best_rate(sweeps):
    best, best_mean = None, -1.0
    for p in sweeps[0].keys():
        mean = torch.tensor([s[p] for s in sweeps], dtype=torch.float64).mean().item()
        if mean > best_mean:
            best, best_mean = p, mean
    return best
