/** The fields whose text differs, as the change log shows them: old and new, null for none. */
export function changedFields(
  from: Record<string, string>,
  to: Record<string, string>,
): Record<string, { from: string | null; to: string | null }> {
  const names = Object.keys(to).filter((name) => (from[name] ?? '') !== to[name])
  return Object.fromEntries(names.map((name) => [name, { from: from[name] || null, to: to[name] || null }]))
}
