"""Half of one plus cosine is the square of the cosine of half; bisect for the steps.

question: q11_schedule
fails: none
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    if warmup and epoch <= warmup:
        return peak * (epoch / warmup)
    return peak * math.cos(0.5 * math.pi * (epoch - warmup) / (epochs - warmup)) ** 2
