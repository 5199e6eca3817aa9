"""The style of every later figure is changed, too.

question: q9_timing
fails: test_figure_of_the_times
cell: draw_times
"""
def draw_times(sizes, times):
    plt.rcParams.update({"font.size": 30, "axes.grid": True})
    fig, ax = plt.subplots()
    for n, t in times.items():
        ax.loglog(sizes, t, "o-", label=n)
    ax.set_xlabel("size"); ax.set_ylabel("seconds"); ax.legend()
    return ax
