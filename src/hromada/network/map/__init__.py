"""The map of the network: one projection for outlines and places, lines that bundle, labels that do not overlap."""
