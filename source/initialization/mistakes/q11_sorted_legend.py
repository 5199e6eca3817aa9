"""Lines in the order of the dict, labels in sorted order.

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    fig, (left, right) = plt.subplots(1, 2)
    for scale, (fw, bw) in sorted(profiles.items(), reverse=True):
        left.semilogy(range(1, len(fw) + 1), [float(v) for v in fw])
        right.semilogy(range(1, len(bw) + 1), [float(v) for v in bw])
    left.set(xlabel="layer", ylabel="std of a"); right.set(xlabel="layer", ylabel="std of gradient")
    left.legend([f"{s:g}" for s in profiles])
    return left, right
