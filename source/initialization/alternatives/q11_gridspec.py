"""A figure by GridSpec, scales in words, the legend from handles.

question: q11_sweep
cell: draw_profiles
fails: none
"""
def draw_profiles(profiles):
    figure = plt.figure(figsize=(9, 4))
    grid = figure.add_gridspec(1, 2, wspace=0.4)
    axes = [figure.add_subplot(grid[0, n]) for n in range(2)]
    lines = []
    for profile in profiles.values():
        layers = [n + 1 for n in range(len(profile[0]))]
        (line,) = axes[0].plot(layers, profile[0], "o-")
        axes[1].plot(layers, profile[1], "o-", color=line.get_color())
        lines.append(line)
    for axis, name in zip(axes, ("activations", "gradients")):
        axis.set_yscale("log")
        axis.set_xlabel("number of the layer")
        axis.set_ylabel(f"deviation of the {name}")
    axes[0].legend(lines, [rf"$\sigma = {scale:.4f}$" for scale in profiles])
    return tuple(axes)
