/**
 * Whether a text is JSON with at most so many levels of objects and lists. Total. Threat: thousands of brackets, which
 * whoever reads them one level a call runs out of stack over.
 */
export function isJsonWithin(text: string, levels: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isInString = false
    } else if (code === 0x22) isInString = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > levels) return false
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
