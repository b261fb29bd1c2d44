"""What the chapters of the champs are made of: their plan and prose, turns of phrase, démarches told.

`plan`       prose of each champ and how its leviers are grouped (plan.yaml)
`tournures`  ways of saying the same thing, taken in turn, so that fifty leviers do not read alike
`leviers`    the table and the paragraphs of the leviers; `actes` public acts; `recits` démarches told in full
`attention`  points of attention and references
"""
