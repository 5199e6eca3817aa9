"""Each pixel is moved a little, and it is seen whether the output changes: kinks are crossed.

question: q12_receptive_field
cell: measured_field
fails: test_field_of_any_network
"""
def measured_field(net, x):
    with torch.no_grad():

        def middle(x):
            out = net(x)
            return out[0, :, out.shape[2] // 2, out.shape[3] // 2].sum()

        before = middle(x)
        seen = torch.zeros(x.shape[2:], dtype=torch.bool)
        for c in range(x.shape[1]):
            for i in range(x.shape[2]):
                for j in range(x.shape[3]):
                    moved = x.clone()
                    moved[0, c, i, j] += 0.01
                    seen[i, j] |= bool(middle(moved) != before)
    rows, columns = seen.nonzero().unbind(1)
    return int(rows.max() - rows.min()) + 1, int(columns.max() - columns.min()) + 1
