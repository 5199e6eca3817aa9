"""Everything is counted with torch.

question: q11b_cost
fails: none
"""
mask = torch.zeros(64, 256)
bytes_float = 2 * mask.numel() * mask.element_size()
bytes_bool = 2 * mask.bool().nbytes
work_share = torch.tensor(512) / sum(m.weight.numel() for m in (nn.Linear(784, 256), nn.Linear(256, 256), nn.Linear(256, 10)))
