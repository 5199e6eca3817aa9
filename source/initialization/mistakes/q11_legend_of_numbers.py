"""The legend counts the lines in place of naming their scales.

question: q11_sweep
cell: draw_profiles
fails: test_figure_of_the_profiles
"""
def draw_profiles(profiles):
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
    for number, (forward, backward) in enumerate(profiles.values(), 1):
        left.semilogy(range(1, len(forward) + 1), forward, label=f"scale no. {number}")
        right.semilogy(range(1, len(backward) + 1), backward)
    left.set(xlabel="layer", ylabel="activations")
    right.set(xlabel="layer", ylabel="gradients")
    left.legend()
    return left, right
