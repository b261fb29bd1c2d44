"""Pages of the team: the draft, editions and their errata, forewords, corrections."""
