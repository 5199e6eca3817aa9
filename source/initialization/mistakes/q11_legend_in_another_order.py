"""The legend has the scales sorted, and the lines do not, so the names stand at the wrong lines.

question: q11_sweep
cell: draw_profiles
fails: test_figure_of_the_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for forward, backward in profiles.values():
        left.semilogy(range(1, len(forward) + 1), forward)
        right.semilogy(range(1, len(backward) + 1), backward)
    left.set(xlabel="layer", ylabel="activations")
    right.set(xlabel="layer", ylabel="gradients")
    left.legend([f"{scale:g}" for scale in sorted(profiles, reverse=True)])
    return left, right
