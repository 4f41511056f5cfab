// Runs before any other module of a page. What libraries add as <style> while they run (the JSON editor does) gets the
// page's nonce for styles; without it the Content-Security-Policy would drop it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce

if (nonce) {
  const createElement = Document.prototype.createElement
  Document.prototype.createElement = function (this: Document, ...args: Parameters<typeof createElement>) {
    const element = createElement.apply(this, args)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof createElement
}

export {}
