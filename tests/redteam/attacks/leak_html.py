"""Puts HTML, JavaScript and template code in messages, outputs, exceptions and values.

class: leak
where: each
unsandboxed: yes
"""

import IPython.display

markup = "</pre><img src=x onerror=alert(1)><script>alert('redteam-mark')</script>{{7*7}}{% raw %}"
print(markup)
display(
    IPython.display.HTML(markup),
    IPython.display.Javascript("alert(1)"),
    IPython.display.Markdown(markup),
)


def shout(words):
    return markup
