"""What a first visit costs: few bytes, few requests, and nothing that jumps."""

MOST_BYTES, MOST_REQUESTS = 40_000, 5
# What Lighthouse calls good.
MOST_SHIFT = 0.1
SHIFT = """
() => new Promise((resolve) => {
  new PerformanceObserver((list) =>
    resolve(list.getEntries()
      .filter(({ hadRecentInput }) => !hadRecentInput)
      .reduce((sum, { value }) => sum + value, 0)),
  ).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(0), 50);
})
"""


def judge(visitor):
    """Weighs what came before the reader did anything; staff arrive by another page."""
    if visitor.kind.staff:
        return []
    return weighed(visitor.first_load) + shifted(visitor.page)


def weighed(requests):
    weights = {request.url: weight(request) for request in requests}
    said = ", ".join(f"{url}: {count}" for url, count in weights.items())
    faults = []
    if sum(weights.values()) > MOST_BYTES:
        faults.append(f"{sum(weights.values())} bytes: {said}")
    if len(weights) > MOST_REQUESTS:
        faults.append(f"{len(weights)} requests: {said}")
    return faults


def weight(request):
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def shifted(page):
    """What a reader does may move the page."""
    shift = page.evaluate(SHIFT)
    return [f"jumps by {shift:.3f}"] if shift > MOST_SHIFT else []
