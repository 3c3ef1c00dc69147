"""What the network asks: visitors for what they look for, the office for what it keeps."""
