"""How a frozen programme is laid out for reading: plain values in, plain values out; no query, no request."""
