"""No legend.

question: q9_timing
fails: test_figure_of_the_times
cell: draw_times
"""
def draw_times(sizes, times):
    """Draw the seconds of each function against the size, both logarithmic; return the axes."""
    _, axis = plt.subplots(layout="constrained")
    for name, found in times.items():
        axis.loglog(sizes, found, marker="o", label=name)
    axis.set(xlabel="rows and columns of an image", ylabel="seconds for one call")
    return axis
