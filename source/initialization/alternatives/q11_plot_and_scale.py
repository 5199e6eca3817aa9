"""With plot and set_yscale.

question: q11_sweep
fails: none
cell: draw_profiles
"""
def draw_profiles(profiles):
    figure = plt.figure()
    axes = [figure.add_subplot(1, 2, n) for n in (1, 2)]
    for which, axis in enumerate(axes):
        for scale in profiles:
            values = torch.as_tensor(profiles[scale][which])
            axis.plot(torch.arange(len(values)) + 1, values, label=str(scale))
        axis.set_yscale("log")
        axis.set_xlabel("layer")
        axis.set_ylabel(("activations", "gradients")[which])
        axis.legend()
    return tuple(axes)
