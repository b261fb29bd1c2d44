"""Surveys: questionnaires as XLSForm, campaigns, answers kept whole, the right of reply."""
