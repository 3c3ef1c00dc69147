"""One picture a family for its page in docs/fairshare: a question of ours, answered, and drawn as SVG."""
