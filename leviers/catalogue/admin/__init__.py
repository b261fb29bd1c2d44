"""The back office: lists, forms, review and worklists, in French, over Wagtail."""
