"""The rate falls in a straight line instead of a cosine.

question: q11_schedule
fails: test_learning_rate_cosine
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if epoch < warmup:
        return peak * epoch / warmup
    return peak * (epochs - epoch) / (epochs - warmup)
