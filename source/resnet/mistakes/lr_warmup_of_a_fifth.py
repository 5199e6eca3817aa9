"""The warm-up always takes a fifth of the epochs.

question: q11_schedule
fails: test_learning_rate_warmup, test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    """Learning rate (float) at this epoch (a number from 0 to epochs): up in a straight line to
    peak, down along a cosine to 0."""
    warmup = epochs / 5
    if epoch < warmup:
        return peak * epoch / warmup
    t = (epoch - warmup) / (epochs - warmup)
    return peak * 0.5 * (1 + math.cos(math.pi * t))
