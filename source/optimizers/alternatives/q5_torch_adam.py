"""torch.optim.Adam with its state put in.

question: q5_adam
fails: none
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0, **(config or {})}
    p = torch.nn.Parameter(w.detach().clone())
    p.grad = dw.detach().clone()
    opt = torch.optim.Adam([p], lr=c["learning_rate"], betas=(c["beta1"], c["beta2"]), eps=c["epsilon"], foreach=False)
    zeros = torch.zeros_like(w)
    opt.state[p] = {"step": torch.tensor(float(c["t"])), "exp_avg": c.get("m", zeros).clone(), "exp_avg_sq": c.get("v", zeros).clone()}
    opt.step()
    s = opt.state[p]
    return p.detach(), {**c, "m": s["exp_avg"], "v": s["exp_avg_sq"], "t": int(s["step"])}
