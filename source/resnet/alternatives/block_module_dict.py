"""A ModuleDict, a shortcut that is a module, and maximum for ReLU.

question: q6_block
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
cell: BasicBlock
"""
class _Shortcut(nn.Module):
    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        return shortcut_a(x, self.channels, self.stride)


class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        conv = lambda a, s: nn.Conv2d(a, out_channels, kernel_size=3, stride=s, padding="same" if s == 1 else 1, bias=False)
        self.parts = nn.ModuleDict({
            "first": conv(in_channels, stride), "norm of first": nn.BatchNorm2d(out_channels),
            "second": conv(out_channels, 1), "norm of second": nn.BatchNorm2d(out_channels),
            "way": nn.Identity() if (in_channels, 1) == (out_channels, stride) else _Shortcut(out_channels, stride),
        })

    def forward(self, x):
        p = self.parts
        inner = p["norm of first"](p["first"](x))
        inner = torch.maximum(inner, torch.zeros_like(inner))
        inner = p["norm of second"](p["second"](inner))
        total = torch.add(p["way"](x), inner)
        return torch.maximum(total, total.new_zeros(()))
