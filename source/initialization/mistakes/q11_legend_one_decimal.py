"""The legend names 0.01 and 0.05 both "0.0".

question: q11_sweep
fails: test_figure_of_the_profiles
cell: draw_profiles
"""
def draw_profiles(profiles):
    fig, (left, right) = plt.subplots(1, 2)
    for scale, (fw, bw) in profiles.items():
        left.semilogy(range(1, len(fw) + 1), [float(v) for v in fw], label=f"{scale:.1f}")
        right.semilogy(range(1, len(bw) + 1), [float(v) for v in bw])
    left.set(xlabel="layer", ylabel="std of a"); right.set(xlabel="layer", ylabel="std of gradient")
    left.legend()
    return left, right
