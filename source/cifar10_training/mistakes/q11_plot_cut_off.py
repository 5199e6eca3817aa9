"""The plot begins at an accuracy of one half, and runs below it are not seen.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    _, axes = plt.subplots()
    values = sorted(table)
    for value in values:
        axes.plot([value] * len(table[value]), table[value], "o", color="C0")
    axes.plot(values, [statistics.mean(table[value]) for value in values], "-", color="C1")
    axes.set(xscale="log", xlabel="value", ylabel="accuracy")
    axes.set_ylim(0.5, 1.0)
    return axes
