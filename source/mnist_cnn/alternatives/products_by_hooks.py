"""Counted by PyTorch, from shapes.

question: q1b_cost
fails: none
"""
conv1, conv2, fc1 = nn.Conv2d(1, 16, 3), nn.Conv2d(16, 32, 3), nn.Linear(32 * 7 * 7, 128)
conv1_products = torch.tensor(conv1.weight.numel() * 28**2)
conv2_products = np.int64(conv2.weight.numel() * 14**2)
fc1_products = fc1.weight.numel()
adam_bytes = 16e6
