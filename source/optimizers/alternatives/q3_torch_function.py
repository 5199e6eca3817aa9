"""The functional RMSProp of torch.optim on clones.

question: q3_rmsprop
fails: none
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    keys = dict(learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8)
    keys.update(config if config else {})
    p = torch.nn.Parameter(w.detach().clone())
    p.grad = dw.detach().clone()
    opt = torch.optim.RMSprop([p], lr=keys["learning_rate"], alpha=keys["decay_rate"], eps=keys["epsilon"])
    if "cache" in keys:
        opt.state[p] = {"step": torch.tensor(0.0), "square_avg": keys["cache"].clone()}
    opt.step()
    return p.detach(), keys | {"cache": opt.state[p]["square_avg"]}
