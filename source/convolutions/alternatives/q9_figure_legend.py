"""Scales set by hand, a legend of the figure.

question: q9_timing
fails: none
cell: draw_times
"""
def draw_times(sizes, times):
    figure = plt.figure()
    axis = figure.add_subplot()
    for name in times:
        axis.plot(list(sizes), list(times[name]), "s--", label=name)
    axis.set_xscale("log", base=2)
    axis.set_yscale("log")
    axis.set_xlabel("size")
    axis.set_ylabel("seconds")
    axis.grid(True)
    figure.legend()
    return axis
