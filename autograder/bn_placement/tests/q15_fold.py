from otter.test_files import test_case

OK_FORMAT = False

name = "q15_fold"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="On fresh layers the folded convolution gives what convolution and batch norm give. (That much is true of the given code, too.)")
def test_fold_fresh_layers(fold_batch_norm):
    from torchgrade import checks
    import torch
    from torch import nn
    x = torch.randn(2, 3, 6, 6, generator=checks.generator('q15 fresh'))
    conv, bn = (nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4).eval())
    expected = bn(conv(x)).detach()
    folded = fold_batch_norm(conv, bn)
    checks.close(folded(x).detach(), expected, rtol=0.001, atol=0.0001, what='the output of the folded convolution')

@test_case(points=3, hidden=True, 
    failure_message="With running statistics, gamma and beta as training leaves them, the folded convolution must give what the two layers give in evaluation mode.")
def test_fold_trained_layers(fold_batch_norm):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q15 trained')
    settings = ((3, 5, 3, 1, 1), (4, 2, 3, 2, 1), (1, 3, 3, 1, 0), (2, 2, 3, (1, 3), (2, 0)), (70, 90, 1, 1, 0), (2, 3, (5, 2), 4, 3))
    settings += ((4, 6, 3, 1, 1, 1, 2), (2, 2, 3, 1, 2, 2, 1))
    circular = {'padding_mode': 'circular'}
    for inputs, outputs, size, stride, padding, *more in settings:
        conv = nn.Conv2d(inputs, outputs, size, stride, padding, *more, bias=False, **circular if more else {}).double()
        bn = nn.BatchNorm2d(outputs).double().eval().requires_grad_(False)
        bn.weight.copy_(torch.randn(outputs, generator=g))
        bn.bias.copy_(torch.randn(outputs, generator=g))
        bn.running_mean.copy_(3 * torch.randn(outputs, generator=g))
        bn.running_var.copy_(0.05 + 9 * torch.rand(outputs, generator=g))
        x = torch.randn(2, inputs, 7, 6, generator=g, dtype=torch.float64)
        expected = bn(conv(x)).detach()
        folded = fold_batch_norm(conv, bn)
        checks.equal(isinstance(folded, nn.Conv2d), True, what='whether fold_batch_norm returns an nn.Conv2d')
        checks.parameter_count(folded, exactly=conv.weight.numel() + outputs, what='the folded convolution')
        name = f'the output for a kernel of {size}, stride {stride}, padding {padding}, dilation and groups {more}'
        checks.close(folded(x).detach(), expected, rtol=1e-09, atol=1e-09, what=name)
    for dtype in (torch.float32, torch.bfloat16):
        conv, bn = (nn.Conv2d(2, 3, 3, bias=False).to(dtype), nn.BatchNorm2d(3).to(dtype))
        x = torch.randn(2, 2, 5, 4, generator=g).to(dtype)
        checks.tensor(fold_batch_norm(conv, bn)(x), shape=(2, 3, 3, 2), dtype=dtype, what=f'the output of a folded convolution of {dtype}')

@test_case(points=2, hidden=True, 
    failure_message="Small running variances need eps, and the given layers must stay as they are, since whoever folds a network may want to train it on.")
def test_fold_small_variances_and_leaves_layers_alone(fold_batch_norm):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q15 alone')
    conv = nn.Conv2d(2, 3, 3, stride=(2, 1), padding=(0, 2), bias=False).double()
    bn = nn.BatchNorm2d(3, eps=0.01).double().eval()
    state = {'running_var': torch.tensor([0.0, 0.001, 4.0]), 'running_mean': torch.randn(3, generator=g)}
    state.update(weight=torch.randn(3, generator=g), bias=torch.randn(3, generator=g))
    bn.load_state_dict(state, strict=False)
    x = torch.randn(2, 2, 5, 5, generator=g, dtype=torch.float64)
    expected = bn(conv(x)).detach()
    for training in ((False, False), (False, False), (True, True), (True, False), (False, True)):
        conv.train(training[0])
        bn.train(training[1])
        folded = checks.unchanged(fold_batch_norm, conv, bn, what='fold_batch_norm')
        modes = ' and '.join(('training' if mode else 'evaluation' for mode in training))
        what = f'the output for small running variances, with the layers in {modes} mode,'
        checks.close(folded(x).detach(), expected, rtol=1e-09, atol=1e-09, what=what)

