"""Raises errors in cells that carry what the process knows in their type, text and first line.

class: leak
where: end
unsandboxed: yes
"""

raise type("Stolen", (Exception,), {})(str(sorted(globals()))[:3000])
