/** So long a decision and what is shown after it may take. */
const patienceMs = 5000

/** Once `element` has left the page and took the focus with it: lets that rest on what has this id, else on the page. */
export function focusWhenGone(element: Element, id: string): void {
  const until = performance.now() + patienceMs
  const look = () => {
    if (element.isConnected) {
      if (performance.now() < until) requestAnimationFrame(look)
      return
    }
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const place = document.getElementById(id) ?? document.getElementById('main')
    place?.focus({ preventScroll: true })
  }
  requestAnimationFrame(look)
}
