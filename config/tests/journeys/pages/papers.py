"""Holding and closing the workshop, issuing its certificates, verifying one."""

import re
import subprocess
import time

from playwright.sync_api import expect

from config.tests.journeys.pages.planning import open_tab
from workshops.models import Workshop


def hold(window):
    open_tab(window, "Attendance")
    window.follow("Mark as held")
    window.press("Mark as held")
    window.told("The workshop is marked held.")
    expect(window.page.get_by_text(window.t(Workshop.State.HELD.label), exact=True).first).to_be_visible()


def close(window):
    open_tab(window, "Attendance")
    window.follow("Close the workshop")
    window.press("Close the workshop")
    window.told("The workshop is closed; its figures are final.")
    window.is_sound()
    window.shot("closed")


def issue_all(window, count):
    """The batch, followed on its page until every file is stored."""
    open_tab(window, "Certificates")
    window.shot("certificates-due")
    window.button_of("Issue %(total)s certificate", "Issue %(total)s certificates", count).click()
    window.page.wait_for_url("**/certificates/batches/*/")
    window.sees(window.t("You can leave this page: the work goes on."))
    expect(window.page.get_by_text(window.t("Every certificate is stored."))).to_be_visible(timeout=60000)
    expect(window.page.get_by_role("progressbar")).to_have_attribute("value", str(count))
    window.is_sound()
    window.shot("batch")
    window.follow("Back to all certificates")
    window.is_sound()
    window.shot("certificates")


def paper_of(window, person):
    """The text of a person's PDF in the list of certificates."""
    row = window.page.get_by_role("row", name=person.latin)
    return text_of(window.file(row.get_by_role("link", name=re.compile("^PDF"))))


def text_of(pdf):
    assert pdf[:5] == b"%PDF-"
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def write_to_all(window, count):
    """One letter to each holder, asked once more by the dialog."""
    open_tab(window, "Certificates")
    window.button_of("Write to %(n)s person", "Write to %(n)s people", count).click()
    window.button("Write the letters", within=window.page.get_by_role("dialog")).click()
    said = window.tn("%(count)d letter is being written.", "%(count)d letters are being written.", count)
    expect(window.page.get_by_text(said)).to_be_visible()
    window.shot("letters-ordered")


def wait_for_letter(site, email, said):
    """The worker writes the letter, the sweep sends it."""
    deadline = time.monotonic() + 60
    while said not in site.letters_to(email)[-1]:
        assert time.monotonic() < deadline, "the letter was not written"


def compare(window, path, pdf, said):
    """Send a file on the page of a certificate, which says what it is."""
    window.go(path)
    sent = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf}
    window.field("PDF of the certificate").set_input_files(sent)
    window.press("Compare the file")
    window.sees(window.t(said))
    window.is_sound()


def file_of(window, person):
    """The bytes of a person's PDF in the list of certificates."""
    open_tab(window, "Certificates")
    row = window.page.get_by_role("row", name=person.latin).first
    return window.file(row.get_by_role("link", name=re.compile("^PDF")))


def own_paper(window, path):
    """What the participant downloads on the own page."""
    window.go(path)
    window.sees(window.t("Your presence so far"))
    window.shot("own-page")
    with window.page.expect_download() as downloaded:
        window.follow("Download your certificate")
    return text_of(downloaded.value.path().read_bytes())


def verify(window, path, heading, status=200):
    window.go(path, status)
    window.heading(heading)
    window.is_sound()
    window.shot(f"verify-{heading.split()[-1]}")


def replace(window, person, given):
    """A corrected name: the old certificate is superseded by a new one. Returns the text of the new one."""
    _act(window, person, "Correct")
    window.field("Given name").fill(given)
    window.field("Reason").fill("Name misspelt")
    window.press("Replace the certificate")
    row = window.page.get_by_role("row", name=f"{given} {person.family}").first
    pdf = row.get_by_role("link", name=re.compile("^PDF"))
    expect_reloaded(window, pdf)
    window.shot("replaced")
    return text_of(window.file(pdf))


def revoke(window, person):
    _act(window, person, "Revoke")
    window.field("Reason").fill("Issued by mistake")
    window.press("Revoke the certificate")
    expect(window.page.get_by_text(window.t("Revoked"), exact=True).first).to_be_visible()
    window.shot("revoked")


def _act(window, person, verb):
    open_tab(window, "Certificates")
    row = window.page.get_by_role("row", name=person.latin).first
    row.get_by_role("link", name=re.compile(f"^{re.escape(window.t(verb))}")).click()


def expect_reloaded(window, locator):
    """The file is made by the worker: the list is opened again until it links to it."""

    def appears():
        window.page.reload()
        return locator.count()

    deadline = time.monotonic() + 30
    while not appears():
        assert time.monotonic() < deadline, "the file was not made"
        window.page.wait_for_timeout(300)
