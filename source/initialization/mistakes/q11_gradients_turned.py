"""The gradients are drawn from the last layer to the first, "as they flow".

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(1, 2)
    for scale, (forward, backward) in profiles.items():
        left.semilogy(range(1, len(forward) + 1), forward, label=f"{scale:.3g}")
        right.semilogy(range(1, len(backward) + 1), backward[::-1], label=f"{scale:.3g}")
    for axis in (left, right):
        axis.set(xlabel="layer", ylabel="deviation")
    left.legend()
    return left, right
