"""Of the runs the first one is drawn.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    figure, axes = plt.subplots(layout="constrained")
    for value, accuracies in table.items():
        axes.plot([value], accuracies[:1], ".", color="gray")
    axes.plot(list(table), [statistics.mean(runs) for runs in table.values()], "-")
    axes.set(xscale="log", xlabel="value", ylabel="validation accuracy")
    return axes
