"""The tests of contributions borrow the people and comments of the tests of comments."""

from tests.web.commentaires.conftest import as_person, comment, person, subject

__all__ = ["as_person", "comment", "person", "subject"]
