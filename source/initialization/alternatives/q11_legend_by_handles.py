"""A legend by handles, in falling order, with the colours of a colour map.

question: q11_sweep
fails: none
cell: draw_profiles
"""
def draw_profiles(profiles):
    figure = plt.figure()
    left, right = figure.add_subplot(121), figure.add_subplot(122)
    colours = plt.cm.viridis([k / max(1, len(profiles) - 1) for k in range(len(profiles))])
    handles = []
    for (scale, (forward, backward)), colour in zip(profiles.items(), colours):
        layers = [*range(1, len(forward) + 1)]
        handles += left.plot(layers, [float(v) for v in forward], color=colour, label=f"$\\sigma$ = {scale:.3f}")
        right.plot(layers, [float(v) for v in backward], color=colour, linestyle="--")
    plt.setp((left, right), yscale="log", xlabel="layer number")
    left.set_ylabel("std of $a_l$"), right.set_ylabel("std of the gradient")
    left.legend(handles=handles[::-1], loc="lower left")
    return left, right
