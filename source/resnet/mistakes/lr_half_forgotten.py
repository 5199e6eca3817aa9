"""The factor one half is forgotten, so the peak is twice as high.

question: q11_schedule
fails: test_schedules_start_and_peak, test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return peak * epoch / warmup
    t = (epoch - warmup) / (epochs - warmup)
    return peak * (1 + math.cos(math.pi * t))
