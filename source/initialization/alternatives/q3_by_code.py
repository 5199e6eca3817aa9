"""Computed.

question: q3_relu
fails: none
"""
loss_start = float((labels**2).mean() / 2)
best = labels.mean()
loss_limit = ((best - labels) ** 2).mean() / 2
moving = {name for name, g in zero_init_gradients(torch.relu).items() if bool(g.any())}
reason = {"c"}
