"""The rate never falls below a millionth.

question: q11_schedule
fails: test_learning_rate_warmup
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return max(1e-6, peak * epoch / warmup)
    return max(1e-6, peak * 0.5 * (1 + math.cos(math.pi * (epoch - warmup) / (epochs - warmup))))
