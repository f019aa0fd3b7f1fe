"""The check-in page on a phone: finding names and tapping them, and what waits to be sent."""

import json
import re

from playwright.sync_api import expect

#: in the site's shell: a workshop of today with one register and people who are confirmed
MAKE = """
import json
from django.utils import timezone
from config import factories as make
case = Workshop.objects.get(code="{case}")
today = timezone.localdate()
workshop = make.workshop("{code}", office=case.office, project=case.project, start=today, end=today, capacity={people})
register = make.register(workshop, day=today)
people = [
    make.registration(workshop, given_name="Amina", family_name="DOOR %03d" % n, email="{code}-%d@example.org" % n)
    for n in range({people})
]
print(json.dumps({{"register": register.pk, "people": [[row.family_name, row.door_code] for row in people]}}))
"""
#: taps, one after the other, as fast as the page lets them: each waits for the answer to the one before
TAP_ALL = """async (names) => {
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  for (const name of names) {
    part("search").click();
    part("query").value = name;
    part("query").dispatchEvent(new Event("input"));
    part("found").querySelector("button").click();
    while (!part("latin").textContent.includes(name)) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}"""
NAMES = """() => new Promise((resolve) => {
  indexedDB.open("warsha-checkin").onsuccess = (event) => {
    const db = event.target.result;
    db.transaction("people").objectStore("people").count().onsuccess = (counted) => {
      db.close();
      resolve(counted.target.result);
    };
  };
})"""
FORGOTTEN = f"async () => (await ({NAMES})()) === 0"
COUNT = """async () => {
  const { peopleUrl } = document.querySelector("[data-checkin]").dataset;
  const answer = await (await fetch(peopleUrl, { cache: "no-store" })).json();
  return answer.people.filter((person) => person.state === "present").length;
}"""


def make_register(site, case, code, people):
    """{"register": pk, "people": [[family name, door code]]} of a new workshop of today."""
    return json.loads(site.manage("shell", "--verbosity", "0", "-c", MAKE.format(case=case, code=code, people=people)))


def path(made):
    return f"/checkin/{made['register']}/"


def wait_until_ready(page):
    """The list is there, and the page can be opened again without a network."""
    expect(page.locator("[data-checkin][data-ready=true]")).to_be_attached()
    expect(page.locator("[data-checkin][data-installed=true]")).to_be_attached()


def tap(page, names):
    page.evaluate(TAP_ALL, names)


def waits(page, count, timeout=30000):
    """So many records wait on the phone, by its queue and by its badge; 0: the badge is gone."""
    expect(page.locator(f"[data-checkin][data-waiting='{count}']")).to_be_attached(timeout=timeout)
    badge = page.locator("[data-part=net]")
    if count:
        expect(badge).to_contain_text(re.compile(rf"(?<!\d){count}(?!\d)"))
    else:
        expect(badge).to_be_hidden()


def count_present(page):
    """Those who are in, as the server says."""
    return page.evaluate(COUNT)


def kept_names(page):
    """How many names this browser holds, as any page of the site can see."""
    return page.evaluate(NAMES)


def answers(page, kind, words):
    """The large answer is of `kind` (ok, warn, bad, idle) and says `words`."""
    answer = page.locator("[data-part=answer]")
    expect(answer).to_have_attribute("data-kind", kind)
    expect(answer).to_contain_text(words)


def show_picture(page, path):
    page.locator("[data-part=picture]").set_input_files(path)


def search(window, text):
    window.press("Find a name")
    window.page.locator("[data-part=query]").fill(text)


def walk_in(window, within=None, **fields):
    """Somebody who is on no list; `within`: where the button is, the page's own when None."""
    window.button("Add a walk-in", within=within).first.click()
    dialog = window.page.get_by_role("dialog")
    for name, value in fields.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.locator("[name=sex][value=F]").check()
    window.button("Check in as a walk-in", within=dialog).click()
