"""How good fairshare is, and how fast, beside what others have published. One module a family."""
