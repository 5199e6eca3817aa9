"""ReLU as a threshold, the shortcut as a function that is kept.

question: q6_block
fails: none
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        for name, module in dict(
            conv1=nn.Conv2d(in_channels, out_channels, (3, 3), (stride, stride), (1, 1), bias=False),
            bn1=nn.BatchNorm2d(out_channels), conv2=nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
            bn2=nn.BatchNorm2d(out_channels), act=nn.Threshold(0.0, 0.0)).items():
            setattr(self, name, module)
        self.short = lambda x: shortcut_a(x, out_channels, stride)

    def forward(self, x):
        out = self.bn2(self.conv2(self.act(self.bn1(self.conv1(x)))))
        return self.act(torch.add(self.short(x), out, alpha=1))
