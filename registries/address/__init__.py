"""Administrative units, geonyms and addresses down to premises."""
