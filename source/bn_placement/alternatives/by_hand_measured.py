"""The numbers are measured with a layer, and differ from the exact ones by epsilon.

question: q1_by_hand
fails: none
"""
bn = nn.BatchNorm1d(3, dtype=torch.float64)
bn.weight.data = torch.tensor([2.0, 0.5, -1.0], dtype=torch.float64)
bn.bias.data = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)
batch = torch.tensor([[-1.0], [1.0]], dtype=torch.float64).repeat(500, 3)
batch = batch * torch.tensor([3.0, 1.0, 2.0]) + torch.tensor([5.0, 0.0, 4.0])
out = bn.eval()(batch).detach()
eval_mean = out.mean(0).tolist()
eval_std = out.std(0).tolist()
out = bn.train()(batch).detach()
train_mean = out.mean(0).tolist()
train_std = out.std(0).tolist()
fresh = nn.BatchNorm1d(1)
fresh(torch.tensor([[1.0], [3.0], [8.0]]))
running_mean = fresh.running_mean.item()
running_var = fresh.running_var.item()
