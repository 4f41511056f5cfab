let press: Promise<void> | null = null

if (typeof document !== 'undefined') {
  document.addEventListener(
    'pointerdown',
    () => {
      press = new Promise((release) => {
        const end = () => {
          for (const kind of ['pointerup', 'pointercancel', 'dragend']) removeEventListener(kind, end, true)
          // After the click, which follows the release in the same task.
          setTimeout(() => {
            press = null
            release()
          })
        }
        for (const kind of ['pointerup', 'pointercancel', 'dragend']) addEventListener(kind, end, true)
      })
    },
    true,
  )
}

/**
 * Resolves when no button of a pointer is down. Leaving a field by pressing a button shows the field's error, which
 * would move the button away before it is released: there would be no click.
 */
export const pointerReleased = (): Promise<void> => press ?? Promise.resolve()
