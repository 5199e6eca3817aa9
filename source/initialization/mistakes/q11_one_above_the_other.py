"""The axes stand one above the other.

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(2, 1, figsize=(10, 3.6), layout="constrained")
    for scale, both in profiles.items():
        for axis, values in zip((left, right), both):
            axis.semilogy(range(1, len(values) + 1), values, marker=".", label=f"{scale:.3g}")
    left.set(xlabel="layer", ylabel="standard deviation of the activations")
    right.set(xlabel="layer", ylabel="standard deviation of their gradients")
    left.legend(title="scale of the weights", frameon=False)
    return left, right
