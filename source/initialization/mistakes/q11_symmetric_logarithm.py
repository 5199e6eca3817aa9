"""A symmetric logarithmic axis, which is linear near 0, where all small values lie.

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(1, 2)
    for scale, (forward, backward) in profiles.items():
        left.plot(range(1, len(forward) + 1), forward, label=f"{scale:.3g}")
        right.plot(range(1, len(backward) + 1), backward, label=f"{scale:.3g}")
    for axis in (left, right):
        axis.set(xlabel="layer", ylabel="deviation", yscale="symlog")
    left.legend()
    return left, right
