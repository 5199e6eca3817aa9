"""The dots of a value are joined by a thin line, and the means are dashed with squares.

question: q11_sweep
fails: none
cell: draw_sweep
"""
def draw_sweep(table):
    figure, axes = plt.subplots(layout="constrained")
    for value, accuracies in table.items():
        axes.plot([value] * len(accuracies), accuracies, ".-", color="gray", linewidth=0.5)
    axes.plot(list(table), [statistics.mean(runs) for runs in table.values()], "--s")
    axes.set(xscale="log", xlabel="value", ylabel="validation accuracy")
    return axes
