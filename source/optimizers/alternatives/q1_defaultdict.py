"""Defaults by a class of dict, the step by torch.add with alpha.

question: q1_momentum
cell: sgd_momentum
fails: none
"""
class Settings(dict):
    DEFAULTS = {"learning_rate": 1e-2, "momentum": 0.9}

    def __missing__(self, key):
        return self.DEFAULTS[key]


def sgd_momentum(w, dw, config=None):
    settings = Settings(config or ())
    v = torch.mul(settings.get("velocity", w * 0 if torch.isfinite(w).all() else torch.zeros_like(w)), settings["momentum"])
    v = torch.sub(v, dw, alpha=settings["learning_rate"])
    return torch.add(w, v), {**Settings.DEFAULTS, **settings, "velocity": v}
