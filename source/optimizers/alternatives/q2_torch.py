"""Both by code, as 0-d tensors, the letter by a comparison.

question: q2_conventions
cell: w_ours
fails: none
"""
def walk(ours):
    w, v = torch.tensor(1.0, dtype=torch.float64), 0.0
    for rate in (0.1, 0.05, 0.025):
        v = 0.9 * v - (rate * w if ours else w)
        w = w + (v if ours else -rate * -v)
    return w


w_ours, w_torch = walk(True), walk(False)
faster = ["torch", "ours"][int(abs(w_ours) < abs(w_torch))]
