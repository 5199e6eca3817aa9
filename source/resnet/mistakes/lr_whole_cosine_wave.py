"""A whole wave is used, so the rate rises again.

question: q11_schedule
fails: test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return peak * epoch / warmup
    t = (epoch - warmup) / (epochs - warmup)
    return peak * 0.5 * (1 + math.cos(2 * math.pi * t))
