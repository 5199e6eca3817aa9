"""Runs of zero are not drawn.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    _, axes = plt.subplots()
    for value, runs in table.items():
        axes.plot([value for r in runs if r], [r for r in runs if r], "o", color="C0")
    axes.plot(list(table), [sum(r) / len(r) for r in table.values()], "-")
    axes.set_xscale("log"); axes.set_xlabel("value"); axes.set_ylabel("accuracy")
    return axes
