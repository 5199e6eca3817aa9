"""Computed in float64 and rounded once, at the end.

question: q1_momentum
fails: none
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    given = {} if config is None else config.copy()
    eta, mu = float(given.get("learning_rate", 1e-2)), float(given.get("momentum", 0.9))
    old = given.get("velocity")
    v = mu * (torch.zeros_like(w) if old is None else old).double() - eta * dw.double()
    given.update(learning_rate=eta, momentum=mu, velocity=v.to(w.dtype))
    return (w.double() + v).to(w.dtype), given
