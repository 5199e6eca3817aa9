"""The bytes of a tensor that has no numbers, and the products by the size of the kernels.

question: q16_cost
fails: none
"""
conv = nn.Conv2d(64, 64, 3, padding=1, bias=False, device="meta")
one = conv(torch.empty(1, 64, 60, 60, device="meta"))
conv_products = conv.weight.numel() * one[0, 0].numel()
bn_products = one.numel()
map_bytes = one.expand(32, -1, -1, -1).numel() * one.element_size()
training_bytes = sum(map_bytes * count for count in (2, 3, 2))
folded_bytes = 2 * map_bytes * 2
