"""axe-core: what WCAG 2.0 to 2.2, A and AA, finds on a page that is open."""

from functools import cache
from pathlib import Path

RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | "));
}"""


@cache
def _source():
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text()


def violations(page):
    """["rule: where | where"]; the library is put in from outside, so that the page's own policy stays as it is."""
    if not page.evaluate("() => 'axe' in window"):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": _source()})
        session.detach()
    return page.evaluate(RUN)
