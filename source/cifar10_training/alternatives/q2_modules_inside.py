"""With torch.conv2d and matrix product.

question: q2_three_ways
fails: none
cell: three_layer_net
"""
def three_layer_net(x, params):
    first, second, third = params[:2], params[2:4], params[4:]
    hidden = torch.conv2d(x, *first, stride=1, padding=2).clamp(min=0)
    hidden = torch.where((z := torch.conv2d(hidden, *second, padding="same")) > 0, z, 0 * z)
    return hidden.reshape(len(x), -1) @ third[0].t() + third[1]
