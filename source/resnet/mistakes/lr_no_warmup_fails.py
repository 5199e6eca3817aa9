"""warmup=0 divides by zero.

question: q11_schedule
fails: test_learning_rate_warmup
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    t = max(0.0, (epoch - warmup) / (epochs - warmup))
    return peak * min(1.0, epoch / warmup) * 0.5 * (1 + math.cos(math.pi * t))
