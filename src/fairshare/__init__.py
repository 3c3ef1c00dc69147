"""Fair shares of scarce things: meetings, places, shifts, seats, times. Plain questions in, proved answers out."""
