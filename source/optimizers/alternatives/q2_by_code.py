"""Computed with the function of question 1.

question: q2_conventions
fails: none
"""
w_ours, config = torch.tensor(1.0, dtype=torch.float64), {"momentum": 0.9}
for rate in (0.1, 0.05, 0.025):
    w_ours, config = sgd_momentum(w_ours, w_ours, {**config, "learning_rate": rate})
w_torch, v = 1.0, 0.0
for rate in (0.1, 0.05, 0.025):
    v = 0.9 * v + w_torch
    w_torch -= rate * v
faster = "ours" if w_ours < w_torch else "torch"
