"""The style of later figures changes, too.

question: q11_sweep
fails: test_sweep_is_drawn
cell: draw_sweep
"""
def draw_sweep(table):
    plt.rcParams["axes.grid"] = True
    _, axes = plt.subplots()
    for value, runs in table.items():
        axes.plot([value] * len(runs), runs, "o", color="C0")
    axes.plot(list(table), [sum(r) / len(r) for r in table.values()], "-")
    axes.set_xscale("log"); axes.set_xlabel("value"); axes.set_ylabel("accuracy")
    return axes
