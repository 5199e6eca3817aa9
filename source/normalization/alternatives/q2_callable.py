"""An object that is called.

question: q2_standardize
fails: none
cell: standardize
"""
class Standardizer:
    def __call__(self, x, dims, eps=1e-5):
        mean = x.mean(dims, keepdim=True)
        centred = x - mean
        var = centred.square().mean(dims, keepdim=True)
        return [centred * (var + eps).rsqrt(), mean, var]

standardize = Standardizer()
