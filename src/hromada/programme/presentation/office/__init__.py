"""What the office's pages show, worked out as plain values."""
