"""Returns tensors of odd kinds: sparse, quantized, meta, nested, float8, complex half, with bits.

class: exhaust
honest: 8
"""


def odd():
    makers = [
        lambda: torch.eye(3).to_sparse(),
        lambda: torch.eye(3).to_sparse_csr(),
        lambda: torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8),
        lambda: torch.empty(10**12, device="meta"),
        lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]),
        lambda: torch.ones(3).to(torch.float8_e4m3fn),
        lambda: torch.ones(3).to(torch.complex32),
        lambda: torch.ones(3).to_mkldnn(),
        lambda: torch.sparse_coo_tensor([[10**15]], [1.0], (2**60,)),
        lambda: torch.empty(3, dtype=torch.bits8),
        lambda: nn.parameter.UninitializedParameter(),
        lambda: nn.Buffer(torch.ones(2)),
    ]
    for make in makers:
        try:
            yield make()
        except Exception:
            continue


def squares(numbers):
    return list(odd())
