"""The survey: questionnaires written in a spreadsheet, campaigns, answers."""
