"""Whose history is kept, and who may take what back: each app says it of its own things."""

from hromada.accounts import histories as accounts
from hromada.kernel.histories import verbs as kernel
from hromada.kernel.histories.subjects import Declared, by_label
from hromada.library import histories as library
from hromada.network import histories as network
from hromada.programme import histories as programme

HISTORIES = Declared(
    subjects=by_label(network.SUBJECTS, programme.SUBJECTS, library.SUBJECTS),
    verbs={**kernel.VERBS, **accounts.VERBS, **programme.VERBS, **library.VERBS},
    rights={**kernel.RIGHTS, **accounts.RIGHTS, **programme.RIGHTS},
)
