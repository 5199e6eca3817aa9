"""Everything with one dimension is taken for batch norm, biases included.

id: WD4
question: q6_groups
fails: test_groups_of_resnet18
also: q7_optimizer
"""
def parameter_groups(model):
    bn_affine = [p for p in model.parameters() if p.ndim == 1]
    biases = []
    rest = [p for p in model.parameters() if p.ndim > 1]
    return bn_affine, biases, rest
