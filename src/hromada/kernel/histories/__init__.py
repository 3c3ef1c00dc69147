"""Who changed what when, told in words; and one change, or all that were made at once, taken back.

Every app declares in its ``histories.py`` of which of its things a change may be taken back, by whom, and what is
announced then (``subjects``). ``config.histories`` puts the declarations together, as ``config.reactions`` does for
events; nothing here knows any of them.
"""
