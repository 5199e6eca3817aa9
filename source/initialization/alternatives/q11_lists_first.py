"""The random numbers are drawn into lists first; axes from plt.figure().subplots, names in TeX.

question: q11_sweep
fails: none
"""
def sweep(scales, depth=10, width=100, examples=200, activation=torch.relu, seed=0):
    rng = torch.Generator()
    rng.manual_seed(seed)
    normal = lambda *shape: torch.normal(0.0, 1.0, shape, generator=rng)
    x, upstream = normal(examples, width), normal(examples, width)
    base = [normal(width, width) for _ in range(depth)]
    profiles = {}
    for scale in scales:
        profiles[scale] = depth_profile([scale * W for W in base], x, upstream, activation)
    return profiles
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
