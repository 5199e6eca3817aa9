"""A generator of places, copied into a path that is made beforehand.

question: q9_descend
cell: descend
fails: none
"""
def descend(rule, gradient, w, steps, config=None):
    def places(now, memory):
        while True:
            yield now
            now, memory = rule(now, gradient(now), memory)

    path = w.new_empty((steps + 1, *w.shape))
    walk = places(w, config)
    for n in range(steps + 1):
        path[n] = next(walk)
    return path
