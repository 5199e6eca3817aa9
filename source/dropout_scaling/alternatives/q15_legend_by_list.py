"""plt.figure, add_axes by hand, a line of two points, names in legend().

question: q15_plot
fails: none
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    fig = plt.figure(figsize=(5, 3))
    ax = fig.add_axes([0.15, 0.2, 0.8, 0.7])
    n = np.arange(len(losses)) + 1
    ax.plot(n, np.asarray(losses), "C0-")
    ax.plot([1, n[-1]], [test_loss] * 2, "k:")
    ax.set_xscale("log")
    ax.set_xlabel("runs")
    ax.set_ylabel("loss")
    ax.legend(["average of runs", "test mode"])
    return ax
