const programs = [
  [/\b(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'Edge'],
  [/\b(?:OPR|Opera)\/(\d+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
] as const

const systems = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** A User-Agent header in a few words ("Firefox 145 on Linux"), for the change log. What is unknown is cut to 60 printable characters. */
export function programOf(userAgent: string | null): string {
  if (!userAgent) return ''
  for (const [pattern, name] of programs) {
    const version = pattern.exec(userAgent)?.[1]
    if (version === undefined) continue
    const system = systems.find(([mark]) => mark.test(userAgent))?.[1]
    return system ? `${name} ${version} on ${system}` : `${name} ${version}`
  }
  return userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, 60)
}
