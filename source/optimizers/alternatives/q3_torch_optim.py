"""PyTorch's own RMSprop takes the step, with the cache put into its state.

question: q3_rmsprop
cell: rmsprop
fails: none
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8} | (config or {})
    cache = config.get("cache", torch.zeros_like(w)).clone()
    p = w.detach().clone().requires_grad_()
    p.grad = dw.detach().clone()
    rule = torch.optim.RMSprop(
        [p], lr=config["learning_rate"], alpha=config["decay_rate"], eps=config["epsilon"], foreach=False
    )
    rule.state[p] = {"step": torch.zeros(()), "square_avg": cache}
    rule.step()
    return p.detach(), config | {"cache": cache}
