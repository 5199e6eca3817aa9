"""A unit is kept where an exponential clock rings early; the cache is what backward needs.

question: q4_forward
fails: none
"""
def dropout_forward(x, dropout_param):
    import math
    keep = dropout_param["p"]
    match dropout_param["mode"]:
        case "test":
            return x.clone(), ({"mode": "test"}, None)
        case "train":
            g = torch.Generator()
            if "seed" in dropout_param:
                g.manual_seed(dropout_param["seed"])
            else:
                g.seed()
            clock = torch.empty(x.shape, dtype=torch.float64).exponential_(generator=g)
            limit = -math.log1p(-keep) if keep < 1 else math.inf
            kept = (clock <= limit).to(x.device)
            mask = torch.where(kept, torch.full_like(x, 1 / keep), torch.zeros_like(x))
            return x * mask, ({"mode": "train"}, mask)
