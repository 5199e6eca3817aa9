"""A training of less than three epochs has no warm-up.

question: q11_schedule
fails: test_learning_rate_warmup
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup and epochs >= 3:
        return peak * epoch / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (epoch - warmup) / (epochs - warmup)))
