"""A scatter plot, semilogx and values in order.

question: q11_sweep
fails: none
cell: draw_sweep
"""
def draw_sweep(table):
    values = sorted(table)
    axes = plt.figure().add_subplot()
    axes.semilogx(values, [sum(table[v]) / len(table[v]) for v in values], marker="s")
    axes.scatter([v for v in values for _ in table[v]], [a for v in values for a in table[v]], s=9)
    axes.set_xlabel("learning rate")
    axes.set_ylabel("accuracy")
    return axes
