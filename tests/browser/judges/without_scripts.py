"""Without JavaScript a page says the same, and no button is dead."""

# What only a script can use says so, or is not there.
USELESS = """
() => [...document.querySelectorAll("main button")]
  .filter((button) => button.type !== "submit" && !button.popoverTargetElement)
  .filter((button) => button.checkVisibility())
  .map((button) => button.outerHTML.slice(0, 100))
"""
# Words that are there with scripts alone: a label for each box that a script adds, and no more.
EXTRA = 6
ONLY_WITH_SCRIPTS = {"offline": 60, "prepare": 60, "bad day": 20, "bad day topic": 20}


def judge(visitor):
    """What a reader does in a page needs scripts: such a page is judged as it arrives."""
    if visitor.kind.acts or visitor.kind.staff:
        return []
    plain = visitor.again(java_script_enabled=False)
    # Scripts of the page are off; the question comes from outside it.
    faults = [f"dead: {button}" for button in plain.page.evaluate(USELESS)]
    missing = words(visitor.page) - words(plain.page)
    if len(missing) > ONLY_WITH_SCRIPTS.get(visitor.kind.name, EXTRA):
        faults.append(f"lacks: {', '.join(sorted(missing))}")
    plain.context.close()
    return faults


def words(page):
    return set(page.locator("main").inner_text().split())
