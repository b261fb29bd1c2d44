"""What readers and contributors write, one module for each part."""

from leviers.participation.models.articles import Article, ArticleSujet, Lectorat, Lecture, Piece, Sel

__all__ = ["Article", "ArticleSujet", "Lectorat", "Lecture", "Piece", "Sel"]
