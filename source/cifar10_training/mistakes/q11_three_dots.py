"""The first three runs of each value alone are drawn.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    _, axes = plt.subplots()
    values = sorted(table)
    for value in values:
        axes.plot([value] * len(table[value][:3]), table[value][:3], "o", color="C0")
    axes.plot(values, [statistics.mean(table[value]) for value in values], "-", color="C1")
    axes.set(xscale="log", xlabel="value", ylabel="accuracy")
    return axes
