"""Counted by code, with hooks for the products.

question: q3_simple_nn
fails: none
cell: simple_parameters
"""
simple_parameters = sum(p.numel() for p in SimpleNN().parameters())
batch_norm_parameters = sum(p.numel() for p in SimpleNN(True).parameters()) - simple_parameters
linear_share = (576 * 120 + 120 + 120 * 84 + 84 + 84 * 10 + 10) / simple_parameters
used = {"conv": 0, "fc": 0}


def count(module, _, out):
    kind = "conv" if isinstance(module, nn.Conv2d) else "fc"
    used[kind] += module.weight.numel() * (out[0, 0].numel() if kind == "conv" else 1)


counted = SimpleNN()
for module in counted.modules():
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        module.register_forward_hook(count)
_ = counted(torch.zeros(1, 3, 32, 32))
simple_products = sum(used.values())
convolution_share = torch.tensor(used["conv"] / simple_products)
