"""Lines without labels, which the legend names.

question: q9_timing
fails: none
cell: draw_times
"""
def draw_times(sizes, times):
    fig = plt.figure(figsize=(6, 4))
    ax = fig.add_subplot(xscale="log", yscale="log", xlabel="image side (pixels)", ylabel="time (s)")
    lines = [ax.plot(sizes, t, marker=".")[0] for t in times.values()]
    ax.set_xscale("log", base=2)
    ax.legend(lines, list(times))
    return ax
