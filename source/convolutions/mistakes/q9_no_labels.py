"""No labels at the axes.

question: q9_timing
fails: test_figure_of_the_times
cell: draw_times
"""
def draw_times(sizes, times):
    """Draw the seconds of each function against the size, both logarithmic; return the axes."""
    _, axis = plt.subplots(layout="constrained")
    for name, found in times.items():
        axis.loglog(sizes, found, marker="o", label=name)
    pass
    axis.legend(title="written with")
    return axis
