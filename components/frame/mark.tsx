/** Postern's mark: a small door in a wall. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ display: 'block', flex: 'none' }}>
      <path d="M3 22V11a9 9 0 0 1 18 0v11z" fill="var(--text)" />
      <path d="M8 22v-9.5a4 4 0 0 1 8 0V22z" fill="var(--canvas)" />
      <circle cx="13.6" cy="16.5" r="1" fill="var(--accent)" />
    </svg>
  )
}
