"""`python -m commonhall.config.bootstrap`: what the `run` script starts."""

import sys

from commonhall.config.bootstrap.launcher import main

sys.exit(main(sys.argv[1:]))
