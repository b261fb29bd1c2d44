"""The study on the web: its home, each edition, each chapter, each figure with its query and its rows.

`lire` (publication.editions) opens editions; `lecture` makes a chapter ready, with `morceaux` for its
running text; `calcul` runs the query of a figure over the tables of its edition; the rest are doors;
`gestion` holds the pages of the team.
"""
