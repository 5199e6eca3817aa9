"""Rows and columns are chosen by their numbers.

question: q5_shortcut
fails: none
"""
def shortcut_a(x, out_channels, stride=1):
    n, c, h, w = x.size()
    rows = torch.arange(0, h, stride, device=x.device)
    columns = torch.arange(0, w, stride, device=x.device)
    x = torch.index_select(torch.index_select(x, 2, rows), 3, columns)
    return torch.cat((x, x.new_zeros(n, out_channels - c, *x.shape[2:])), dim=1)
