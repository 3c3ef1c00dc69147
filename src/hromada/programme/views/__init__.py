"""What is shown: to everyone (public), to the people concerned (mine), to the organisers (office)."""
