"""Editions of the study on disk, what editors write in them, and the queue that makes them.

`disk`         the draft of the moment and the frozen editions, in the home of the installation
`ouvrage`      one edition to be written; `write` puts its files in a folder, `layout` names them
`lire`         reads them back; `verifier` tells whether they are as they were written
`corrections`  other words for a paragraph; `textes` forewords and points of view
`fabrication`  the queue, worked beside the site
"""
