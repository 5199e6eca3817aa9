"""Test mode gives ones, the derivative without dout.

question: q5_backward
fails: test_gradient_in_test_mode
"""
def dropout_backward(dout, cache):
    param, mask = cache
    return torch.ones_like(dout) if param["mode"] == "test" else dout * mask
