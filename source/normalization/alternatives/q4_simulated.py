"""Simulated with nn.BatchNorm1d and a loop.

question: q4_memory
fails: none
"""
_rows = torch.tensor([[1.0], [2.0], [6.0]], dtype=torch.float64)
_m, _v = _rows.mean(), _rows.var(unbiased=False)
_run = [0.0, 0.0]
_first = None
for _k in range(2):
    _run = [0.9 * _run[0] + 0.1 * _m, 0.9 * _run[1] + 0.1 * _v]
    _first = _first or list(_run)
mean_2, var_2 = _run
_bn = torch.nn.BatchNorm1d(1, dtype=torch.float64)
_ = _bn(_rows), _bn(_rows)
var_2_torch = _bn.running_var
steps, _r = 0, 0.0
while abs(_r - 3) > 0.03:
    _r, steps = 0.9 * _r + 0.1 * 3, steps + 1
_out = (_rows - _first[0]) / _first[1] ** 0.5
first_mean, first_std = _out.mean(), _out.std(unbiased=False)
