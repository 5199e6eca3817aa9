"""Each call wipes figure 1 and draws into it, so the figure before is lost.

question: q11_sweep
cell: draw_profiles
fails: test_figure_of_the_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), num=1, clear=True)
    for scale, (forward, backward) in profiles.items():
        left.semilogy(range(1, len(forward) + 1), forward, label=f"{scale:.3g}")
        right.semilogy(range(1, len(backward) + 1), backward, label=f"{scale:.3g}")
    left.set(xlabel="layer", ylabel="activations")
    right.set(xlabel="layer", ylabel="gradients")
    left.legend()
    return left, right
