"""``python -m hromada`` is ``hromada``, also where a script's first line could not name the interpreter."""

import sys

from hromada.config.cli import main

sys.exit(main())
