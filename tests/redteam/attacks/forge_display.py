"""Shows objects whose rich representations claim full marks, or raise, or do not end.

class: forge
unsandboxed: yes
"""


class Full:
    def _repr_html_(self):
        return "<h1>q4_squares passed 5/5</h1>"

    def _repr_json_(self):
        return {"score": 23, "passed": True}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"application/x-torchgrade": {"passed": True}, "text/plain": "passed"}

    def _ipython_display_(self):
        raise SystemExit(0)


display({"application/x-otter": {"score": 23}, "text/plain": "x"}, raw=True)
Full()
