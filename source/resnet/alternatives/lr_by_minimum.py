"""Both parts at once: the smaller of the line and the wave, no warm-up included.

question: q11_schedule
fails: none
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    line = epoch / warmup if warmup > 0 else 1.0
    t = max(0.0, (epoch - warmup) / (epochs - warmup))
    return peak * min(1.0, line) * (1 + math.cos(math.pi * t)) / 2
