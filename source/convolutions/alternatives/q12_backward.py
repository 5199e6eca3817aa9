"""With backward, in the image's own gradient, and the parameters' gradients put back.

question: q12_receptive_field
fails: none
cell: measured_field
"""
def measured_field(net, x):
    kept = [p.grad for p in net.parameters()]
    image = x.clone().requires_grad_(True)
    y = net.forward(image)
    mask = torch.zeros_like(y)
    mask[:, :, y.size(2) // 2, y.size(3) // 2] = 1.0
    (y * mask).sum().backward()
    for p, grad in zip(net.parameters(), kept):
        p.grad = grad
    touched = image.grad.abs().sum(dim=(0, 1)) > 0
    rows = [i for i, row in enumerate(touched) if row.any()]
    columns = [j for j, column in enumerate(touched.T) if column.any()]
    return [rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1]
