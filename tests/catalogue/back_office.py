"""A person at the back office: opens an editor, changes fields, presses a button, as a browser would."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html


class Desk:
    """What one person does, through the real views and the real forms."""

    def __init__(self, person):
        self.person = person
        self.client = Client()
        self.client.force_login(person)

    def get(self, path, **query):
        """Open a page of /gestion/."""
        return self.client.get(f"/gestion/{path}", query)

    def post(self, path, **fields):
        """Press a button of a page of /gestion/."""
        return self.client.post(f"/gestion/{path}", fields)

    def read_form(self, text):
        """What the editor of a text shows, ready to be sent."""
        html = self.get(f"{text._meta.model_name}s/edit/{text.pk}/").content.decode()
        return querydict_from_html(html, form_id="w-editor-form")

    def edit(self, text, button="", **changes):
        """Open the editor, change fields, press a button; what the next page says."""
        form = self.read_form(text)
        for name, value in changes.items():
            form[name.replace("__", "-")] = value
        if button in ("approve", "reject"):
            form["action-workflow-action"] = "1"
            form["workflow-action-name"] = button
        elif button:
            form[f"action-{button}"] = "1"
        path = f"/gestion/{text._meta.model_name}s/edit/{text.pk}/"
        return read_text(self.client.post(path, form, follow=True))

    def decide(self, text, action):
        """Decide on a version by address, as the home page does."""
        text.refresh_from_db()
        task = text.current_workflow_state.current_task_state
        path = f"{text._meta.model_name}s/workflow/action/{text.pk}/{action}/{task.pk}/"
        return read_text(self.client.post(f"/gestion/{path}", follow=True))


def read_text(response):
    """The words of a page, without its tags."""
    assert response.status_code == 200, response.status_code
    bare = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare)))


def find_compare(text, one="live", other="latest"):
    """Address of the difference of two versions."""
    name = text.snippet_viewset.get_url_name("revisions_compare")
    return reverse(name, args=[text.pk, one, other]).removeprefix("/gestion/")
