"""What is left out of the sheet, and what is not."""

import pytest
from tools.lean_css import only_what_is_used


@pytest.mark.parametrize(
    ("given", "left"),
    [
        # A class of KERN that no template names goes; ours stay, named or not.
        (".kern-card{color:red}.kern-btn{color:blue}.card{color:green}", ".kern-btn{color:blue}.card{color:green}"),
        (".kern-btn,.kern-card .kern-btn{color:red}", ".kern-btn{color:red}"),
        ("@media print{.kern-card{color:red}}.a{top:0}", ".a{top:0}"),
        # A list of choices stays whole.
        (
            ":is(body,.kern-dark):not([class*=kern-level-]){color:red}",
            ":is(body,.kern-dark):not([class*=kern-level-]){color:red}",
        ),
        # A property that nothing reads goes, and then those that only it read.
        (":root{--kern-a: 1px;--kern-b: var(--kern-a);--c: 2px}.a{top:var(--c)}", ":root{--c: 2px}.a{top:var(--c)}"),
        # One that never changes is put where it is read; one that changes with the theme is not.
        (":root{--kern-a: 1px}.a{top:var(--kern-a)}", ".a{top:1px}"),
        (
            ":root{--kern-a: 1px}@media print{:root{--kern-a: 2px}}.a{top:var(--kern-a)}",
            ":root{--kern-a: 1px}@media print{:root{--kern-a: 2px}}.a{top:var(--kern-a)}",
        ),
        # What stands in for a property goes only if the property is there.
        (
            ":root{--kern-a: 1px}.a{top:var(--kern-a, 3px);left:var(--kern-none, 4px)}",
            ".a{top:1px;left:var(--kern-none, 4px)}",
        ),
    ],
)
def test_only_what_a_page_can_use_is_left(given, left):
    assert only_what_is_used(given, frozenset({"kern-btn"})) == left
