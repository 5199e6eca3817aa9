"""Drawn with pyplot's current axes, a legend on both, returned as a list.

question: q11_sweep
fails: none
cell: draw_profiles
"""
def draw_profiles(profiles):
    plt.figure(figsize=(10, 4))
    axes = []
    for place in (1, 2):
        axes.append(plt.subplot(1, 2, place))
        for scale in profiles:
            values = profiles[scale][place - 1]
            plt.semilogy([n + 1 for n, _ in enumerate(values)], [float(v) for v in values], "-o", label=r"$\sigma$ = " + str(scale))
        plt.xlabel("layer"), plt.ylabel(("std of activations", "std of gradients")[place - 1])
        plt.legend(loc="best"), plt.grid(True)
    plt.suptitle("ten layers")
    plt.tight_layout()
    return axes
