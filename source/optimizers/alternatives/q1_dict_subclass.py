"""A dict subclass with attributes as the config.

question: q1_momentum
fails: none
cell: sgd_momentum
"""
class Config(dict):
    __getattr__ = dict.__getitem__


def sgd_momentum(w, dw, config=None):
    c = Config(learning_rate=0.01, momentum=0.9)
    c.update(config or ())
    before = c["velocity"] if "velocity" in c else w.new_zeros(w.shape)
    after = torch.sub(before.mul(c.momentum), dw, alpha=c.learning_rate)
    return torch.add(w, after), Config(c, velocity=after)
