"""Counted by code.

question: q6_counting
fails: none
"""
sizes = (2, 4, 2, 1)
parameters = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
first_step = sum(int((g != 0).sum()) for g in zero_init_gradients(torch.sigmoid).values())
multiplications = sum(a * b for a, b in zip(sizes, sizes[1:]))
parameters_wide = sum(p.numel() for p in nn.Sequential(nn.Linear(2, 300), nn.Linear(300, 300), nn.Linear(300, 1)).parameters())
different_wide = sum(a + 1 for a in (2, 1, 1))
