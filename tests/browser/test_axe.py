"""axe-core finds nothing: A, AA, AAA and best practice, on every kind of page and in every look."""

import pytest

from tests.browser.kinds import KINDS
from tests.browser.looks import LOOKS
from tests.browser.tools import AXE, require

# Every rule of these tags, so also those that axe leaves out unless asked.
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (tags) => {
  const { violations } = await axe.run(document, {
    runOnly: tags,
    resultTypes: ["violations"],
    rules: { "color-contrast-enhanced": { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`));
}
"""


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_axe_finds_nothing(visitor, kind):
    require("node")
    page = visitor().visit(kind)
    page.evaluate(AXE.read_text())

    found = {}
    for look in LOOKS:
        look.put_on(page)
        found[look.name] = page.evaluate(RUN, TAGS)

    assert found == {look.name: [] for look in LOOKS}
