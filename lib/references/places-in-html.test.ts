import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { splitMacros } from './macros.ts'
import { parseReferences } from './parse-references.ts'
import { placesInHtml } from './places-in-html.ts'

const placesOf = (text: string) => placesInHtml(splitMacros(parseReferences(text).segments))
const m = '{{event.x}}'

describe('in HTML something may stand', () => {
  const may: [string, string][] = [
    [`<p>${m}</p>`, 'xml-text'],
    [`<!doctype html>\n<html><body>${m}</body></html>`, 'xml-text'],
    [`<td title="${m}">`, 'xml-attribute'],
    [`<td title='a ${m} b'>`, 'xml-attribute'],
    [`<a href="https://example.com/of/${m}?a=1">`, 'xml-attribute'],
    [`<img alt="${m}" src="https://example.com/a.png">`, 'xml-attribute'],
    [`<script>var a = 1</script><p>${m}</p>`, 'xml-text'],
    [`<scripted>${m}</scripted>`, 'xml-text'],
    [`<td width=100 title = "${m}">`, 'xml-attribute'],
    [`<p title=it's>${m}</p>`, 'xml-text'],
    [`<br/><input disabled value="${m}" />`, 'xml-attribute'],
    [`<a title="a" class=b href="https://example.com/?a=${m}">`, 'xml-attribute'],
  ]
  for (const [text, place] of may) test(text, () => assert.deepEqual(placesOf(text), [place]))
})

describe('nothing may stand in', () => {
  const mayNot = [
    `<script>var a = "${m}"</script>`,
    `<SCRIPT type="module">${m}</SCRIPT>`,
    `<style>p { color: ${m} }</style>`,
    `<title>${m}</title>`,
    `<textarea>${m}</textarea>`,
    `<svg><text>${m}</text></svg>`,
    `<p ${m}>`,
    `<p class=${m}>`,
    `<${m}>`,
    `<!-- ${m} -->`,
    `<p onclick="go('${m}')">`,
    `<p/onclick="${m}">`,
    `<p title="a"onclick="${m}">`,
    `<meta http-equiv="refresh" content="0;url=${m}">`,
    `<p style="color: ${m}">`,
    `<a href="${m}">`,
    `<a href="https://${m}/">`,
    `<a href="https://example.com${m}/">`,
    `<a href='javascript:${m}'>`,
    `<form action="https://example.com/${m}">`,
    `<iframe srcdoc="${m}"></iframe>`,
    `<!doctype html [ ${m} ]>`,
    // A quote that begins no value: what a browser reads is an attribute of its own.
    `<p title=it's ${m}>`,
    `<td width=100" title=${m} ">`,
    `<p class=a"${m}">`,
    `<p class=a="${m}">`,
    `<p ="${m}">`,
    `<p class="a"="${m}">`,
    `<p "${m}">`,
  ]
  for (const text of mayNot) test(text, () => assert.deepEqual(placesOf(text), [null]))
})

test('what stood before counts across references and macros', () => {
  assert.deepEqual(placesOf(`<p title="${m} {secrets.a}">${m}</p><script>{secrets.b}</script>${m}`), [
    'xml-attribute',
    'xml-attribute',
    'xml-text',
    null,
    'xml-text',
  ])
  assert.deepEqual(placesOf(`<scr${m}ipt>${m}</script>`), [null, 'xml-text'])
})

test('an address that an attribute begins with counts, however long what follows it is', () => {
  const long = 'a'.repeat(5000)
  assert.deepEqual(placesOf(`<a href="javascript:${long}${m}">`), [null])
  assert.deepEqual(placesOf(`<a href="https://example.com/${long}${m}${m}">`), ['xml-attribute', 'xml-attribute'])
})
