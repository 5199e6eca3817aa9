"""Raises exceptions whose class name, text and notes are HTML, Markdown and template code.

class: leak
where: each
unsandboxed: yes
"""

markup = "</pre><img src=x onerror=alert(1)><script>alert('redteam-mark')</script> [a](javascript:alert(1))"


def shout(words):
    raise type(markup, (Exception,), {})(markup)


raise type(markup, (ValueError,), {})(markup)
