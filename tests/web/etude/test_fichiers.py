"""Files of an edition: for ever for a frozen one, never outside its folder."""

import pytest

PDF = "/etude/2026/etude.pdf"


def read(answer):
    """Its bytes; the file is closed."""
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def test_a_file_of_a_frozen_edition_never_changes(client, editions):
    answer = client.get(PDF)
    assert read(answer).startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"] == 'inline; filename="leviers-2026-etude.pdf"'
    assert client.get(PDF, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_file_of_a_draft_is_asked_for_again(client, editions):
    answer = client.get("/etude/courante/etude.pdf")
    assert read(answer)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("portraits/nantes.pdf", "application/pdf"),
        ("donnees/usages.parquet", "application/vnd.apache.parquet"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("citation.ris", "application/x-research-info-systems; charset=utf-8"),
    ],
)
def test_each_file_has_its_type(client, editions, name, kind):
    answer = client.get(f"/etude/2026/{name}")
    assert read(answer)
    assert answer.headers["Content-Type"] == kind


def test_asking_for_its_head_gives_its_weight(client, editions):
    answer = client.head(PDF)
    assert int(answer.headers["Content-Length"]) == len(read(client.get(PDF)))


@pytest.mark.parametrize(
    "name",
    [
        "../2026/etude.pdf",
        "..%2f..%2fleviers.sqlite3",
        "%2e%2e/secret_key",
        "/etc/passwd",
        "donnees/../../../secret_key",
        "nulle.pdf",
        "donnees",
    ],
)
def test_nothing_outside_the_folder_is_given(client, editions, name):
    (editions / "secret_key").write_text("secret", encoding="utf-8")
    assert client.get(f"/etude/2026/{name}").status_code == 404


def test_what_a_link_leads_to_is_not_given(client, editions):
    (editions / "secret_key").write_text("secret", encoding="utf-8")
    (editions / "etudes" / "2026" / "lien.pdf").symlink_to(editions / "secret_key")
    (editions / "etudes" / "2026" / ".cache.pdf").write_bytes(b"x")
    assert client.get("/etude/2026/lien.pdf").status_code == 404
    assert client.get("/etude/2026/.cache.pdf").status_code == 404
