"""predict is an object that can be called, with the layers found by a regular expression.

question: q1_predict
fails: none
cell: predict
"""
import re


class Predict:
    def layers(self, params):
        return sorted({int(re.sub(r"\D", "", k)) for k in params})

    def __call__(self, params, x, activation, output=torch.tanh):
        numbers = self.layers(params)
        for n in numbers:
            x = torch.einsum("ni,oi->no", x, params[f"W{n}"]) + params[f"b{n}"][None, :]
            x = (output if n == numbers[-1] else activation)(x)
        return torch.select(x, -1, 0)


predict = Predict()
