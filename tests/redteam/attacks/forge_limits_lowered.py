"""Takes its own process the right to open another descriptor, so that its snapshots are our fault.

class: forge
where: end
honest: 0..10
"""

import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
