"""Error bars, dots by scatter, and sorted values.

question: q11_sweep
fails: none
cell: draw_sweep
"""
def draw_sweep(table):
    figure = plt.figure()
    axes = figure.add_subplot()
    values = sorted(table)
    means = [sum(table[v]) / len(table[v]) for v in values]
    axes.errorbar(values, means, yerr=[statistics.stdev(table[v]) for v in values])
    for v in values:
        axes.scatter([v] * len(table[v]), table[v], s=9)
    axes.semilogx()
    axes.set_xlabel("value")
    axes.set_ylabel("accuracy")
    return axes
