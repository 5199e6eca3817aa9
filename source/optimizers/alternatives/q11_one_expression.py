"""A lambda.

question: q11_decay
fails: none
cell: with_decay
"""
def _shrink(w, pair, strength):
    (stepped, after) = pair
    return stepped - after["learning_rate"] * strength * w, {**after, "weight_decay": strength}


with_decay = lambda rule: lambda w, dw, config=None: _shrink(
    w,
    rule(w, dw, {"weight_decay": 1e-2} | (config or {})),
    ({"weight_decay": 1e-2} | (config or {}))["weight_decay"],
)
