"""A linear axis, on which small values lie on top of each other.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    figure, axes = plt.subplots(figsize=(5, 3), layout="constrained")
    for value, accuracies in table.items():
        axes.plot([value] * len(accuracies), accuracies, ".", color="gray")
    axes.plot(list(table), [statistics.mean(runs) for runs in table.values()], "-")
    axes.set(xlabel="value", ylabel="validation accuracy")
    return axes
