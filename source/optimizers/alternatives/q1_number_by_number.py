"""Plain Python numbers, one weight after the other.

question: q1_momentum
fails: none
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    rate, mu = config.setdefault("learning_rate", 0.01), config.setdefault("momentum", 0.9)
    old = config.get("velocity")
    vs = [0.0] * w.numel() if old is None else old.flatten().tolist()
    vs = [mu * v - rate * g for v, g in zip(vs, dw.flatten().tolist())]
    ws = [a + v for a, v in zip(w.flatten().tolist(), vs)]

    def back(numbers):
        return torch.tensor(numbers, dtype=w.dtype, device=w.device).reshape(w.shape)

    config["velocity"] = back(vs)
    return back(ws), config
