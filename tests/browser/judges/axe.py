"""axe-core: A, AA, AAA and best practice, in every look."""

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


def judge(visitor, looks=tuple(LOOKS)):
    require("node")
    page = visitor.page
    page.evaluate(AXE.read_text())
    faults = []
    for look in looks:
        look.put_on(page)
        faults += [f"{look.name}: {fault}" for fault in page.evaluate(RUN, TAGS)]
    return faults
