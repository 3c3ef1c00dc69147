"""``make bench``: what this software must reach, measured on this machine, in one table.

Ratios compare two servers in the same run. Programmes are generated from seeds; the load goes to 127.0.0.1 alone and
is bounded in time and connections.
"""
