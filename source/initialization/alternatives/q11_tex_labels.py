"""Axes from plt.figure().subplots, and names in TeX.

question: q11_sweep
fails: none
cell: draw_profiles
"""
def draw_profiles(profiles):
    axes = plt.figure(figsize=(9, 4)).subplots(ncols=2)
    for scale, profile in profiles.items():
        for ax, values in zip(axes, profile):
            ax.plot([n + 1 for n in range(len(values))], values, "o-", label=rf"$\sigma = {scale:.3g}$")
    for ax, title in zip(axes, ("forward", "backward")):
        ax.set_yscale("log")
        ax.set_xlabel("layer")
        ax.set_ylabel("standard deviation")
        ax.set_title(title)
        ax.legend()
    return tuple(axes)
