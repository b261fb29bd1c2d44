"""Surveys, for the team that runs them: questionnaires, campaigns, contacts, letters, readings."""
