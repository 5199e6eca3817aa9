"""What is not finite is taken for 0.

question: q10_profile
fails: test_profile_is_a_pure_function
cell: depth_profile
"""
def depth_profile(weights, x, upstream, activation):
    a, outs = x.clone().requires_grad_(), []
    for W in weights:
        a = activation(a @ W.T)
        outs.append(a)
    grads = torch.autograd.grad(a, outs, upstream)
    return [float(torch.nan_to_num(o).std()) for o in outs], [float(torch.nan_to_num(g).std()) for g in grads]
