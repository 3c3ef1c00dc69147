"""The pages on which the network is kept; for administrators."""
