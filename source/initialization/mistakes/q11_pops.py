"""draw_profiles empties the dict that it draws.

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    fig, (left, right) = plt.subplots(1, 2)
    while profiles:
        scale = next(iter(profiles))
        fw, bw = profiles.pop(scale)
        left.semilogy(range(1, len(fw) + 1), [float(v) for v in fw], label=f"{scale:g}")
        right.semilogy(range(1, len(bw) + 1), [float(v) for v in bw])
    left.set(xlabel="layer", ylabel="std of a"); right.set(xlabel="layer", ylabel="std of gradient")
    left.legend()
    return left, right
