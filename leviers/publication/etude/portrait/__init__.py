"""Parts of a portrait, each bounded so that the whole holds on two pages whatever the data.

`identite`   who it is, four figures, leviers by champ
`demarches`  what is published of it, with every source
`ouvertes`   what open data say, what was not received, one chart
`voisins`    comparable métropoles and leviers to explore
`reperes`    dated facts with what they cover
"""
