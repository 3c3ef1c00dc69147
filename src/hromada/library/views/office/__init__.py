"""News and documents as those see them who look after them."""
