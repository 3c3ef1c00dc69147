"""The pages of a programme that anyone may read; all of them show a release, never the draft."""
