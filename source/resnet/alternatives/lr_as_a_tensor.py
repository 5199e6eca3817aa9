"""The rate as a tensor of one value.

question: q11_schedule
fails: none
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return torch.tensor(peak * epoch / warmup, dtype=torch.float64)
    t = torch.tensor((epoch - warmup) / (epochs - warmup), dtype=torch.float64)
    return peak * (1 + torch.cos(math.pi * t)) / 2
