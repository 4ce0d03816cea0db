"""What analysts take away: registers and counts as files, codes of one day said as of another, pictures of histories."""
