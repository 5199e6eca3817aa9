"""The epoch is rounded down, so the rate stays for a whole epoch.

question: q11_schedule
fails: test_learning_rate_warmup, test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    epoch = int(epoch)
    if epoch < warmup:
        return peak * epoch / warmup
    t = (epoch - warmup) / (epochs - warmup)
    return peak * 0.5 * (1 + math.cos(math.pi * t))
