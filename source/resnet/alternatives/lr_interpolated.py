"""The squared cosine of half the angle.

question: q11_schedule
fails: none
cell: learning_rate
"""
def learning_rate(epoch, epochs=60, peak=0.2, warmup=12):
    up = epoch / warmup
    down = math.cos(math.pi / 2 * max(0.0, (epoch - warmup) / (epochs - warmup))) ** 2
    return peak * min(up, down)
